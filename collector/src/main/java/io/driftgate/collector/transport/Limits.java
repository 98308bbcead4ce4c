package io.driftgate.collector.transport;

/**
 * What one peer may take of our time and memory.
 *
 * @param timeoutNanos limit on a whole exchange, on opening a WebSocket, and on the answer to a
 *     ping
 * @param maxBytes cap on a body, a frame and a message
 */
public record Limits(long timeoutNanos, int maxBytes) {
  /** 1 MiB: three block headers with some thousands of transaction hashes each fit. */
  public static final int MAX_BYTES = 1 << 20;

  private static final long NANOS_PER_MS = 1_000_000;

  /** Limits with the default cap. */
  public static Limits of(long timeoutNanos) {
    return new Limits(timeoutNanos, MAX_BYTES);
  }

  /** The timeout in whole milliseconds, rounded up. */
  int timeoutMs() {
    return (int) Math.min(Integer.MAX_VALUE, (timeoutNanos + NANOS_PER_MS - 1) / NANOS_PER_MS);
  }
}

package io.driftgate.collector.transport;

/**
 * What one peer may take of our time and memory.
 *
 * @param timeoutNanos limit on a whole exchange, on opening a WebSocket or an event stream, and on
 *     the answer to a ping
 * @param maxBytes cap on a body, a frame and a message
 */
public record Limits(long timeoutNanos, int maxBytes) {
  private static final long NANOS_PER_MS = 1_000_000;

  /** The timeout in whole milliseconds, rounded up. */
  int timeoutMs() {
    return (int) Math.min(Integer.MAX_VALUE, (timeoutNanos + NANOS_PER_MS - 1) / NANOS_PER_MS);
  }
}

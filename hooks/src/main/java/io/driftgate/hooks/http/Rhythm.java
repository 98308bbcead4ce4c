package io.driftgate.hooks.http;

/**
 * How a dead-man timer is refreshed.
 *
 * @param periodMs between refreshes
 * @param timeoutMs after which the venue acts; at least three periods, so that one refresh can fail
 *     and be tried again
 */
public record Rhythm(long periodMs, long timeoutMs) {
  private static final int PERIODS = 3;

  public Rhythm {
    if (periodMs <= 0) {
      throw new IllegalArgumentException("a refresh each " + periodMs + " ms");
    }
    if (timeoutMs / PERIODS < periodMs) {
      throw new IllegalArgumentException(
          "refreshed every " + periodMs + " ms, a timer of " + timeoutMs + " ms is too short");
    }
  }
}

package io.driftgate.feed.rest;

import io.driftgate.core.fact.MarketId;

/**
 * A transition as it went out.
 *
 * @param seq its place in the process
 * @param market whose
 * @param atNanos monotonic time of the input that caused it
 * @param decisionNanos from there to its encoding
 * @param frame the frame
 */
public record PastTransition(
    long seq, MarketId market, long atNanos, long decisionNanos, EncodedFrame frame) {
  private static final long NANOS_PER_MICRO = 1_000;

  /** The decision's time, rounded to microseconds. */
  public long decisionMicros() {
    return (decisionNanos + NANOS_PER_MICRO / 2) / NANOS_PER_MICRO;
  }
}

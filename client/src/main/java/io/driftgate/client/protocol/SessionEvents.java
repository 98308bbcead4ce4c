package io.driftgate.client.protocol;

/** What a session tells while it is told something. */
interface SessionEvents {
  /** What the gate says of one market has changed. */
  void onMarket(String market, long now);

  /** What it says of many, or for how long it counts, has changed. */
  void onAll(long now);

  /** Nobody can be quoting any more. */
  void onConfirmed(Frame.Confirmed confirmed);
}

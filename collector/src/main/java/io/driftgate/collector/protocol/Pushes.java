package io.driftgate.collector.protocol;

/** What a protocol's nodes push to who listens. */
public enum Pushes {
  /** Nothing: there is nothing to connect to. */
  NOTHING,
  /** That something happened; what it was, only polling tells. */
  MOVES,
  /** Whole heads. */
  HEADS
}

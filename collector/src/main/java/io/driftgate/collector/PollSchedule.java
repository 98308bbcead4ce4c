package io.driftgate.collector;

import io.driftgate.core.fact.HeadObserved;

/** When a node is polled. Lives on the loop. */
interface PollSchedule {
  /** Begins, with a poll after this long. */
  void start(long firstNanos);

  /** Polls no more. */
  void stop();

  /** Polls at once, unless the node is spared: something says that it would tell news. */
  void pollNow();

  /** A poll showed a head. */
  void showed(HeadObserved fact);
}

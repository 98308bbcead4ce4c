package io.driftgate.collector;

import io.driftgate.core.fact.HeadObserved;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells those who wait for a chain's next block that some node has shown one. A timestamp ahead of
 * the clock is nobody's news: a liar could so announce the next hour's blocks. Lives on the loop.
 */
final class FleetPulse {
  private static final long MAX_AHEAD_MS = 2_000;

  private final List<Listener> listeners = new ArrayList<>();
  private long newestMs = -1;

  /** Who waits. */
  interface Listener {
    /** A block that is newer than all before was shown for the first time. */
    void fleetShowed(long timestampMs, long nanos);
  }

  void listen(Listener listener) {
    listeners.add(listener);
  }

  void showed(HeadObserved fact) {
    long timestampMs = fact.head().timestampMs();
    if (timestampMs > newestMs && timestampMs <= fact.received().wallMs() + MAX_AHEAD_MS) {
      newestMs = timestampMs;
      for (int i = 0; i < listeners.size(); i++) {
        listeners.get(i).fleetShowed(timestampMs, fact.received().nanos());
      }
    }
  }
}

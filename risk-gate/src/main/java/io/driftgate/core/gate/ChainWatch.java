package io.driftgate.core.gate;

import io.driftgate.core.measure.ChainTracker;
import java.util.ArrayList;
import java.util.List;

/** What of one chain concerns whole legs and markets; looked at once per step. */
final class ChainWatch {
  private final ChainTracker chain;
  private final List<Leg> legs = new ArrayList<>();
  private final List<Entry> markets = new ArrayList<>();
  private boolean quorum;
  private boolean warm;
  private boolean split;
  private boolean violated;
  private long rises;
  private long revision = -1;

  ChainWatch(ChainTracker chain) {
    this.chain = chain;
  }

  /** Passes on what changed: conditions to the legs, rises to the markets that wait for them. */
  void look() {
    if (chain.revision() == revision) {
      return;
    }
    revision = chain.revision();
    if (conditionsChanged()) {
      for (int i = 0; i < legs.size(); i++) {
        legs.get(i).run();
      }
    }
    if (chain.readout().rises() != rises) {
      rises = chain.readout().rises();
      for (int i = 0; i < markets.size(); i++) {
        markIfWaiting(markets.get(i));
      }
    }
  }

  private static void markIfWaiting(Entry market) {
    if (market.gate().waits()) {
      market.mark();
    }
  }

  private boolean conditionsChanged() {
    boolean same =
        quorum == chain.readout().hasQuorum()
            && warm == chain.readout().warm()
            && split == chain.readout().split()
            && violated == chain.readout().finalityViolated();
    quorum = chain.readout().hasQuorum();
    warm = chain.readout().warm();
    split = chain.readout().split();
    violated = chain.readout().finalityViolated();
    return !same;
  }

  void add(Leg leg) {
    legs.add(leg);
  }

  void add(Entry market) {
    markets.add(market);
  }

  ChainTracker chain() {
    return chain;
  }
}

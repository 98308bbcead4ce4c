package io.driftgate.core.gate;

import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;

/** What a shadow does is told apart, and nobody is called for it. */
record ShadowEvents(String policy, MarketListener listener) implements MarketGate.Events {
  @Override
  public void moved(MarketGate market, Quotes quotesBefore, Liquidations liquidationsBefore) {
    listener.shadowMoved(policy, market, quotesBefore, liquidationsBefore);
  }

  @Override
  public void pausedTooLong(MarketGate market, long forNanos) {}

  @Override
  public boolean isActedOn() {
    return false;
  }

  @Override
  public void opens(MarketGate market, Leave leave) {
    throw new IllegalStateException("a shadow waits for no journal");
  }
}

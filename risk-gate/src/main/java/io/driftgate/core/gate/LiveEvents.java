package io.driftgate.core.gate;

import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Notice;
import io.driftgate.core.signal.Quotes;

/** What a market does is told as it is. */
record LiveEvents(MarketListener listener) implements MarketGate.Events {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  @Override
  public void moved(MarketGate market, Quotes quotesBefore, Liquidations liquidationsBefore) {
    listener.moved(market, quotesBefore, liquidationsBefore);
  }

  @Override
  public void pausedTooLong(MarketGate market, long forNanos) {
    listener.noticed(
        Notice.Kind.PAUSED_TOO_LONG,
        market.id().value(),
        "Liquidations have been paused for "
            + forNanos / NANOS_PER_SECOND
            + " s, longer than maxPause; nothing resumes before its bounds are clear: see the"
            + " market's reasons");
  }

  @Override
  public boolean isActedOn() {
    return true;
  }

  @Override
  public void opens(MarketGate market, Leave leave) {
    listener.opens(market, leave.ticket(), leave.quotes(), leave.liquidations());
  }
}

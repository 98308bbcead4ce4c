package io.driftgate.simulator.proof;

import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.MarketRow;

/** A market's outputs as whoever hears the signals knows them. */
record Output(Quotes quotes, Liquidations liquidations, long version) {
  static final Output UNHEARD_OF = new Output(Quotes.OPEN, Liquidations.ENABLED, -1);

  static Output of(MarketRow row) {
    return new Output(row.quotes(), row.liquidations(), row.version());
  }

  static Output after(GateSignal signal) {
    return new Output(signal.quotesTo(), signal.liquidationsTo(), signal.version());
  }

  boolean isAtLeast(Quotes level) {
    return quotes.compareTo(level) >= 0;
  }
}

package io.driftgate.core.gate;

import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Notice;
import io.driftgate.core.signal.Quotes;

/** Is told of every move, in the step in which it falls. */
public interface MarketListener {
  /** A market's outputs moved. */
  void moved(MarketGate market, Quotes quotesBefore, Liquidations liquidationsBefore);

  /**
   * The outputs that a market would have moved.
   *
   * @param policy the shadow policy's id
   */
  void shadowMoved(
      String policy, MarketGate shadow, Quotes quotesBefore, Liquidations liquidationsBefore);

  /**
   * A market relaxes once this is journalled.
   *
   * @param ticket rises with every one
   */
  void opens(MarketGate market, long ticket, Quotes nextQuotes, Liquidations nextLiquidations);

  /** Something that moved nothing, and that a person must hear of. */
  void noticed(Notice.Kind kind, String subject, String message);
}

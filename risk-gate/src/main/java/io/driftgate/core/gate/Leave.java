package io.driftgate.core.gate;

import io.driftgate.core.measure.Task;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;

/** Asked of the journal for one relaxation of one market; given once that is on the disk. */
final class Leave {
  private final long ticket;
  private final Quotes quotes;
  private final Liquidations liquidations;
  private final Task onGiven;
  private boolean wanted = true;
  private boolean given;

  Leave(long ticket, Quotes quotes, Liquidations liquidations, Task onGiven) {
    this.ticket = ticket;
    this.quotes = quotes;
    this.liquidations = liquidations;
    this.onGiven = onGiven;
  }

  void give() {
    if (wanted) {
      given = true;
      onGiven.run();
    }
  }

  /** Whoever asked does not want it any more, or is no more. */
  void forget() {
    wanted = false;
  }

  boolean isGiven() {
    return given;
  }

  boolean isFor(Quotes nextQuotes, Liquidations nextLiquidations) {
    return quotes == nextQuotes && liquidations == nextLiquidations;
  }

  long ticket() {
    return ticket;
  }

  Quotes quotes() {
    return quotes;
  }

  Liquidations liquidations() {
    return liquidations;
  }
}

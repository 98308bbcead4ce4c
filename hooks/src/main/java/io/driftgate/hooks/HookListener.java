package io.driftgate.hooks;

import io.driftgate.core.fact.MarketGlobs;
import io.driftgate.core.fact.MarketId;

/** Is told what became of deliveries. Edge loop; must not call back. */
public interface HookListener {
  /** One has come to its end, and is not tried again. */
  void settled(Settlement settlement);

  /**
   * Somebody has to hear of this.
   *
   * @param message what, and what to do; no secret
   */
  void trouble(Trouble kind, String hook, MarketId market, String message);

  /**
   * What withdraws these markets' quotes if the gate falls silent can't be relied on, or is to be
   * tried again: they must not be quoted meanwhile.
   *
   * @param why it can't; empty if it stands
   */
  void protection(String hook, MarketGlobs markets, boolean stands, String why);

  /** What may have to be done about it. */
  enum Trouble {
    /** What restricts was not taken within one lease. */
    LATE,
    /** The other side refuses it; it is tried again. */
    REFUSED,
    /** It was not delivered within its time, and is not tried again. */
    DEAD,
    /** The other side wants to hear no more; the hook is off until the configuration is read. */
    GONE,
    /** More waits for it than can be held. */
    OVERFLOW
  }
}

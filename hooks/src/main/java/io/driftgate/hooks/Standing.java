package io.driftgate.hooks;

import io.driftgate.core.fact.MarketGlobs;
import io.driftgate.core.fact.MarketId;
import io.vertx.core.Future;

/** Whether the gate stands behind a market, asked anew each time (semantics §7). Edge loop. */
public interface Standing {
  /**
   * Lets the gate judge, and says whether the market still is of this version. Fails if the answer
   * was long on its way: then it is none.
   */
  Future<Boolean> stands(MarketId market, long version);

  /**
   * Lets the gate judge, and says whether any market that these globs mean may be quoted: is OPEN
   * or WIDEN. Fails if the answer was long on its way: then it is none.
   */
  Future<Boolean> anyMayBeQuoted(MarketGlobs markets);
}

package io.driftgate.feed.rest;

import io.driftgate.core.fact.MarketGlobs;
import io.driftgate.feed.access.Caller;
import java.util.Optional;

/**
 * Who orders something.
 *
 * @param token the id of the token that was shown; empty where none is asked for
 * @param markets the markets that it is for
 */
record Operator(Optional<String> token, MarketGlobs markets) {
  static Operator of(Caller caller) {
    return new Operator(caller.tokenId(), caller.markets());
  }

  /** Whether what concerns all markets is for it. */
  boolean seesAll() {
    return markets.seesAll();
  }

  /**
   * For the journal, and for all who see the order: a name that nobody vouches for says so.
   *
   * @param who as the order says
   */
  String signs(String who) {
    return token.map(id -> id + "/" + who).orElse(who + " (not authenticated)");
  }
}

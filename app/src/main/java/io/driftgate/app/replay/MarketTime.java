package io.driftgate.app.replay;

import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** How long one market was in which state. */
final class MarketTime {
  private final Map<Quotes, Long> quotesNanos = new EnumMap<>(Quotes.class);
  private long pausedNanos;
  private long trips;
  private Quotes quotes = Quotes.WITHDRAW;
  private Liquidations liquidations = Liquidations.ENABLED;
  private long sinceNanos;
  private Set<String> reasons = Set.of();

  void begins(Quotes firstQuotes, Liquidations firstLiquidations, long nanos) {
    quotes = firstQuotes;
    liquidations = firstLiquidations;
    sinceNanos = nanos;
    reasons = Set.of();
  }

  void moves(Quotes nextQuotes, Liquidations nextLiquidations, long nanos) {
    ends(nanos);
    quotes = nextQuotes;
    liquidations = nextLiquidations;
  }

  /** Counts what has passed in the state that it is in. */
  void ends(long nanos) {
    long passed = Math.max(0, nanos - sinceNanos);
    quotesNanos.merge(quotes, passed, Long::sum);
    pausedNanos += liquidations == Liquidations.PAUSED ? passed : 0;
    sinceNanos = Math.max(sinceNanos, nanos);
  }

  void trips() {
    trips++;
  }

  void reasons(Set<String> now) {
    reasons = now;
  }

  /** Those of its last transition. */
  Set<String> reasons() {
    return reasons;
  }

  long nanosIn(Quotes state) {
    return quotesNanos.getOrDefault(state, 0L);
  }

  long pausedNanos() {
    return pausedNanos;
  }

  /** How often it became stricter. */
  long restrictions() {
    return trips;
  }
}

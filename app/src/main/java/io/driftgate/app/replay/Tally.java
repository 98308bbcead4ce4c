package io.driftgate.app.replay;

import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.signal.Cause;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Reason;
import io.driftgate.core.view.MarketRow;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts what a core told: how long each market was in which state, and how often which bound
 * restricted one. Each process's time counts from its first moment to its last; what a shutdown
 * withdraws is no trip.
 */
public final class Tally {
  /** What is only waited for trips nothing. */
  private static final String RECOVERY = "recovery.";

  private final Map<MarketId, MarketTime> markets = new TreeMap<>();
  private final Map<String, Long> trips = new TreeMap<>();
  private final Episodes episodes = new Episodes();
  private long transitions;
  private long spanNanos;
  private Stamp begun;
  private Stamp now;
  private boolean running;

  /** A core begins, or begins anew. */
  void begins(Stamp at, List<MarketRow> rows) {
    ends();
    begun = at;
    now = at;
    running = true;
    episodes.begins();
    for (MarketRow row : rows) {
      market(row.id()).begins(row.quotes(), row.liquidations(), at.nanos());
    }
  }

  private MarketTime market(MarketId id) {
    return markets.computeIfAbsent(id, any -> new MarketTime());
  }

  /** Time has passed. */
  void timeIs(Stamp at) {
    if (running && at.nanos() > now.nanos()) {
      now = at;
    }
  }

  /** The core is asked no more, or was told to stop. */
  void ends() {
    if (running) {
      running = false;
      spanNanos += now.nanos() - begun.nanos();
      markets.values().forEach(market -> market.ends(now.nanos()));
      episodes.ends(now);
    }
  }

  /** A market moved. */
  void moved(GateSignal signal) {
    if (!running) {
      return;
    }
    transitions++;
    timeIs(signal.at());
    MarketTime market = market(signal.market());
    market.moves(signal.quotesTo(), signal.liquidationsTo(), signal.at().nanos());
    if (signal.cause().kind() != Cause.Kind.SHUTDOWN) {
      episodes.moved(signal);
      if (signal.restricts()) {
        trip(market, signal.reasons());
      }
    }
    market.reasons(keys(signal.reasons()));
  }

  /** By what is new among the reasons; by all if nothing is. */
  private void trip(MarketTime market, List<Reason> reasons) {
    Set<String> fresh = keys(reasons);
    fresh.removeAll(market.reasons());
    Set<String> counted = fresh.isEmpty() ? keys(reasons) : fresh;
    counted.forEach(key -> trips.merge(key, 1L, Long::sum));
    market.trips();
  }

  private static Set<String> keys(List<Reason> reasons) {
    Set<String> keys = new HashSet<>();
    reasons.stream()
        .filter(reason -> !reason.bound().startsWith(RECOVERY))
        .forEach(reason -> keys.add(reason.leg().isEmpty() ? reason.bound() : at(reason)));
    return keys;
  }

  private static String at(Reason reason) {
    return reason.bound() + " on " + reason.leg();
  }

  /** In order of id. */
  Map<MarketId, MarketTime> markets() {
    return markets;
  }

  /** How many trips each bound, or condition, on each leg had a part in. */
  Map<String, Long> trips() {
    return trips;
  }

  /** Transitions of markets. */
  public long transitions() {
    return transitions;
  }

  /** Core time from beginnings to ends, in nanoseconds. */
  public long spanNanos() {
    return spanNanos;
  }

  /** When which market was restricted. */
  Episodes episodes() {
    return episodes;
  }
}

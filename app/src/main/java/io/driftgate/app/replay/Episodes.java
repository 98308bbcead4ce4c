package io.driftgate.app.replay;

import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When which output of which market was restricted, from the moment it was until it no longer was.
 * What was restricted from the beginning is left out: that is a gate warming up, not a trip.
 */
final class Episodes {
  /** An output and how strict it is at least. */
  enum Restriction {
    WIDEN,
    WITHDRAW,
    PAUSE
  }

  /**
   * One time that an output was restricted.
   *
   * @param process counts beginnings: stamps of different ones do not compare
   * @param bounds why, at its beginning
   */
  record Episode(
      int process,
      MarketId market,
      Restriction restriction,
      Stamp from,
      Stamp until,
      List<String> bounds) {}

  private record Key(MarketId market, Restriction restriction) {}

  private record Open(Stamp from, List<String> bounds) {}

  private final List<Episode> all = new ArrayList<>();
  private final Map<Key, Open> open = new HashMap<>();
  private int process;

  void begins() {
    process++;
    open.clear();
  }

  void moved(GateSignal signal) {
    quotes(signal, Restriction.WIDEN, Quotes.WIDEN);
    quotes(signal, Restriction.WITHDRAW, Quotes.WITHDRAW);
    turns(
        signal,
        Restriction.PAUSE,
        signal.liquidationsFrom() == Liquidations.PAUSED,
        signal.liquidationsTo() == Liquidations.PAUSED);
  }

  private void quotes(GateSignal signal, Restriction restriction, Quotes atLeast) {
    turns(
        signal,
        restriction,
        signal.quotesFrom().compareTo(atLeast) >= 0,
        signal.quotesTo().compareTo(atLeast) >= 0);
  }

  private void turns(GateSignal signal, Restriction restriction, boolean was, boolean is) {
    Key key = new Key(signal.market(), restriction);
    if (!was && is) {
      List<String> bounds = signal.reasons().stream().map(r -> r.bound()).distinct().toList();
      open.put(key, new Open(signal.at(), bounds));
    } else if (was && !is) {
      end(key, open.remove(key), signal.at());
    }
  }

  private void end(Key key, Open begun, Stamp at) {
    if (begun != null) {
      all.add(
          new Episode(process, key.market(), key.restriction(), begun.from(), at, begun.bounds()));
    }
  }

  void ends(Stamp at) {
    open.forEach((key, begun) -> end(key, begun, at));
    open.clear();
  }

  /** Those that have ended. */
  List<Episode> all() {
    return all;
  }
}

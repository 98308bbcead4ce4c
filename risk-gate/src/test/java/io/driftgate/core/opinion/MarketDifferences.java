package io.driftgate.core.opinion;

import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.signal.Reason;
import io.driftgate.core.view.MarketRow;
import io.driftgate.core.view.RowHashes;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What a core's view of a market, or of a shadow, and an opinion disagree in. */
final class MarketDifferences {
  private final List<String> found;
  private final long nowNanos;

  MarketDifferences(List<String> found, long nowNanos) {
    this.found = found;
    this.nowNanos = nowNanos;
  }

  private void same(String what, Object ofCore, Object ofOpinion) {
    if (!Objects.equals(ofCore, ofOpinion)) {
      found.add(what + ": core " + ofCore + ", opinion " + ofOpinion);
    }
  }

  void of(String name, MarketRow row, MarketOpinion market) {
    same(name + "quotes", row.quotes(), market.quotes);
    same(name + "liquidations", row.liquidations(), market.liquidations);
    same(name + "version", row.version(), market.version());
    same(
        name + "row hash",
        row.rowHash(),
        RowHashes.row(
            market.id,
            market.version(),
            market.quotes,
            market.liquidations,
            market.pausesOnUnknown()));
    for (int i = 0; i < row.legs().size(); i++) {
      MarketRow.Leg leg = row.legs().get(i);
      LegOpinion own = market.legs.get(i);
      if (leg.quotes() != own.quotes() || leg.liquidations() != own.liquidations()) {
        same(name + "leg " + leg.target() + " quotes", leg.quotes(), own.quotes());
        same(
            name + "leg " + leg.target() + " liquidations", leg.liquidations(), own.liquidations());
        found.add("as core: " + row.reasons());
        own.bounds.forEach(bound -> found.add("as opinion: " + bound));
      }
    }
    same(name + "override", row.override().isPresent(), market.isOverridden(nowNanos));
    row.reasons().forEach(reason -> ofValue(name, reason, market));
    same(name + "headroom", row.headroom().map(MarketRow.Headroom::ratio), headroom(market));
    Set<String> told = boundsOf(row.reasons());
    Set<String> exceeded = exceeded(market);
    exceeded.removeAll(told);
    same(name + "exceeded without a word", Set.of(), exceeded);
    told.removeAll(unclear(market));
    same(name + "reasons that are clear", told, Set.of());
  }

  private static Set<String> boundsOf(List<Reason> reasons) {
    Set<String> names = new TreeSet<>();
    for (Reason reason : reasons) {
      if (!reason.leg().isEmpty() && !reason.metric().equals("condition")) {
        names.add(reason.bound() + " on " + reason.leg());
      }
    }
    return names;
  }

  /** What asks for the outputs as they are. */
  private static Set<String> exceeded(MarketOpinion market) {
    Level held = market.quotes == Quotes.WITHDRAW ? Level.WITHDRAW : Level.WIDEN;
    boolean paused = market.liquidations == Liquidations.PAUSED;
    return names(
        market, bound -> bound.isExceeded(held) || (paused && bound.isExceeded(Level.PAUSE)));
  }

  /** What asks for anything, or stands in the way of relaxing. */
  private static Set<String> unclear(MarketOpinion market) {
    return names(
        market, bound -> EnumSet.allOf(Level.class).stream().anyMatch(l -> !bound.isClear(l)));
  }

  private static Set<String> names(MarketOpinion market, Predicate<BoundOpinion> which) {
    Set<String> names = new TreeSet<>();
    for (LegOpinion leg : market.legs) {
      for (BoundOpinion bound : leg.bounds) {
        if (which.test(bound)) {
          names.add(bound.name() + " on " + leg.target);
        }
      }
    }
    return names;
  }

  /** What a reason says of its bound's value. */
  private void ofValue(String name, Reason reason, MarketOpinion market) {
    for (LegOpinion leg : market.legs) {
      for (BoundOpinion bound : leg.bounds) {
        if (bound.name().equals(reason.bound()) && leg.target.toString().equals(reason.leg())) {
          same(name + reason.bound() + " value", reason.value(), bound.shownValue());
        }
      }
    }
  }

  /** The bound closest to its threshold (semantics §7). */
  private static Optional<Double> headroom(MarketOpinion market) {
    return market.legs.stream()
        .flatMap(leg -> leg.bounds.stream())
        .flatMap(bound -> bound.headroom().stream().boxed())
        .max(Comparator.naturalOrder());
  }
}

package io.driftgate.core.plan;

import io.driftgate.core.plan.PlanChanges.Loosenings;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** What one market's new plan lets pass that its old one does not. */
final class MarketChanges {
  private final String path;
  private final MarketPlan was;
  private final MarketPlan is;
  private final Loosenings found;

  MarketChanges(String path, MarketPlan was, MarketPlan is, Loosenings found) {
    this.path = path;
    this.was = was;
    this.is = is;
    this.found = found;
  }

  /** Legs one by one; of recovery the strictest value counts, as in the gate. */
  void find() {
    recovery();
    for (MarketPlan.Leg leg : was.legs()) {
      List<PolicyPlan> policies =
          is.legs().stream()
              .filter(other -> other.target().equals(leg.target()))
              .map(MarketPlan.Leg::policy)
              .toList();
      if (policies.isEmpty()) {
        found.add(path + ".legs", "the leg on " + leg.target() + " is gone");
      } else {
        leg(path + ".legs[" + leg.target() + "]", leg.policy(), policies);
      }
    }
  }

  private void recovery() {
    shortened("hold", RecoveryPlan::holdNanos);
    found.lowered(
        path + ".recovery.blocks",
        strictest(was, RecoveryPlan::blocks),
        strictest(is, RecoveryPlan::blocks));
    shortened("flapWindow", RecoveryPlan::flapWindowNanos);
    shortened("maxHold", RecoveryPlan::maxHoldNanos);
    shortened("liquidationGrace", RecoveryPlan::liquidationGraceNanos);
    found.lengthened(path + ".maxPause", maxPauseNanos(was), maxPauseNanos(is));
  }

  private void shortened(String name, ToLongFunction<RecoveryPlan> value) {
    found.shortened(path + ".recovery." + name, strictest(was, value), strictest(is, value));
  }

  private static long strictest(MarketPlan market, ToLongFunction<RecoveryPlan> value) {
    return market.legs().stream()
        .mapToLong(leg -> value.applyAsLong(leg.policy().recovery()))
        .max()
        .orElse(0);
  }

  private static long maxPauseNanos(MarketPlan market) {
    return market.legs().stream()
        .mapToLong(leg -> leg.policy().maxPauseNanos())
        .min()
        .orElse(PolicyPlan.NO_MAX_PAUSE);
  }

  private void leg(String legPath, PolicyPlan old, List<PolicyPlan> policies) {
    PolicyPlan now =
        policies.stream()
            .filter(policy -> policy.id().equals(old.id()))
            .findFirst()
            .orElse(policies.get(0));
    found.lengthened(legPath + ".noValueGrace", old.noValueGraceNanos(), now.noValueGraceNanos());
    if (now.recovery().clear().compareTo(old.recovery().clear()) > 0) {
      found.changed(legPath + ".recovery.clear", old.recovery().clear(), now.recovery().clear());
    }
    if (old.pauseOnUnknown() && policies.stream().noneMatch(PolicyPlan::pauseOnUnknown)) {
      found.add(legPath + ".onUnknown", "liquidations are no longer paused on the unknown");
    }
    old.bounds().forEach(bound -> bound(legPath, old, bound, policies));
  }

  private void bound(String legPath, PolicyPlan old, BoundPlan bound, List<PolicyPlan> policies) {
    String boundPath = legPath + " " + old.id() + "/" + bound.name();
    List<BoundPlan> same =
        policies.stream()
            .flatMap(policy -> policy.bounds().stream())
            .filter(other -> measuresTheSame(bound, other))
            .toList();
    if (same.isEmpty()) {
      found.add(boundPath, "the bound is gone");
      return;
    }
    threshold(boundPath + ".widen", bound, same, BoundPlan::widen);
    threshold(boundPath + ".withdraw", bound, same, BoundPlan::withdraw);
    threshold(boundPath + ".pauseLiquidations", bound, same, BoundPlan::pauseLiquidations);
    int samples = same.stream().mapToInt(BoundPlan::minSamples).min().orElseThrow();
    if (samples > bound.minSamples()) {
      found.changed(boundPath + ".minSamples", bound.minSamples(), samples);
    }
  }

  private static boolean measuresTheSame(BoundPlan bound, BoundPlan other) {
    return bound.metric() == other.metric()
        && bound.scope().equals(other.scope())
        && bound.windowNanos() == other.windowNanos();
  }

  private void threshold(
      String boundPath,
      BoundPlan bound,
      List<BoundPlan> same,
      Function<BoundPlan, Optional<Ratio>> level) {
    Optional<Ratio> old = level.apply(bound);
    if (old.isEmpty()) {
      return;
    }
    Comparator<Ratio> tighter =
        bound.metric().lowIsBad() ? Comparator.reverseOrder() : Comparator.naturalOrder();
    Stream<Ratio> thresholds = same.stream().flatMap(other -> level.apply(other).stream());
    Optional<Ratio> now = thresholds.min(tighter);
    if (now.isEmpty()) {
      found.add(boundPath, "the threshold " + outside(bound, old.get()) + " is gone");
    } else if (tighter.compare(now.get(), old.get()) > 0) {
      found.add(
          boundPath,
          "loosened from " + outside(bound, old.get()) + " to " + outside(bound, now.get()));
    }
  }

  private static String outside(BoundPlan bound, Ratio threshold) {
    if (bound.metric().unit() == Unit.MS) {
      return Loosenings.ms(threshold.num() / threshold.den());
    }
    return threshold.den() == 1 ? Long.toString(threshold.num()) : threshold.toString();
  }
}

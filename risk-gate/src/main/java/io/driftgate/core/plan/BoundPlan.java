package io.driftgate.core.plan;

import java.util.Optional;

/**
 * A bound of a policy: a metric and what is done beyond which threshold.
 *
 * <p>Thresholds are in the core's units: nanoseconds for {@link Unit#MS}, else the unit itself.
 *
 * @param metric what is bounded
 * @param scope over what; empty: over the leg that the policy is applied to
 * @param widen beyond it quotes widen
 * @param withdraw beyond it quotes are withdrawn
 * @param pauseLiquidations beyond it liquidations pause
 */
public record BoundPlan(
    Metric metric,
    Optional<Scope> scope,
    Optional<Ratio> widen,
    Optional<Ratio> withdraw,
    Optional<Ratio> pauseLiquidations) {
  public BoundPlan {
    if (widen.isEmpty() && withdraw.isEmpty() && pauseLiquidations.isEmpty()) {
      throw new IllegalArgumentException(
          "a bound needs at least one of widen, withdraw, pauseLiquidations");
    }
    if (scope.isPresent() && !metric.scopes().contains(scope.get().over())) {
      throw new IllegalArgumentException(
          metric.key() + " has no value over " + scope.get() + ", only over " + metric.scopes());
    }
    if (widen.isPresent()
        && withdraw.isPresent()
        && stricter(metric, widen.get(), withdraw.get())) {
      throw new IllegalArgumentException(
          "withdraw must not be exceeded before widen is: exchange the two thresholds");
    }
  }

  private static boolean stricter(Metric metric, Ratio widen, Ratio withdraw) {
    int order = withdraw.compareTo(widen);
    return metric.lowIsBad() ? order > 0 : order < 0;
  }

  /** {@code metric} or {@code metric@scope}: unique within a policy. */
  public String name() {
    return scope.map(where -> metric.key() + "@" + where).orElse(metric.key());
  }
}

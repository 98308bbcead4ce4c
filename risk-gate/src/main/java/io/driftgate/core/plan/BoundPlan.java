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
 * @param windowNanos of a {@linkplain Metric#windowed() windowed} metric, in ten aligned slices; a
 *     multiple of 10; 0 for others
 * @param minSamples fewer blocks (round trips: answers) in the window read as clear
 */
public record BoundPlan(
    Metric metric,
    Optional<Scope> scope,
    Optional<Ratio> widen,
    Optional<Ratio> withdraw,
    Optional<Ratio> pauseLiquidations,
    long windowNanos,
    int minSamples) {
  public static final long DEFAULT_WINDOW_NANOS = 900_000_000_000L;
  public static final int DEFAULT_MIN_SAMPLES = 20;

  public BoundPlan {
    if (widen.isEmpty() && withdraw.isEmpty() && pauseLiquidations.isEmpty()) {
      throw new IllegalArgumentException(
          "a bound needs at least one of widen, withdraw, pauseLiquidations");
    }
    if (scope.isPresent() && !metric.scopes().contains(scope.get().over())) {
      throw new IllegalArgumentException(
          metric.key() + " has no value over " + scope.get() + ", only over " + metric.scopes());
    }
    if (metric.windowed() ? windowNanos < 10 || windowNanos % 10 != 0 : windowNanos != 0) {
      throw new IllegalArgumentException(
          metric.windowed()
              ? metric.key() + " needs a window that divides into ten"
              : metric.key() + " has no window: remove it");
    }
    if (minSamples < 1) {
      throw new IllegalArgumentException("minSamples must be at least 1");
    }
    if (widen.isPresent()
        && withdraw.isPresent()
        && stricter(metric, widen.get(), withdraw.get())) {
      throw new IllegalArgumentException(
          "withdraw must not be exceeded before widen is: exchange the two thresholds");
    }
  }

  /** A bound over the default window, where its metric has one. */
  public BoundPlan(
      Metric metric,
      Optional<Scope> scope,
      Optional<Ratio> widen,
      Optional<Ratio> withdraw,
      Optional<Ratio> pauseLiquidations) {
    this(
        metric,
        scope,
        widen,
        withdraw,
        pauseLiquidations,
        metric.windowed() ? DEFAULT_WINDOW_NANOS : 0,
        DEFAULT_MIN_SAMPLES);
  }

  private static boolean stricter(Metric metric, Ratio widen, Ratio withdraw) {
    int order = withdraw.compareTo(widen);
    return metric.lowIsBad() ? order > 0 : order < 0;
  }

  /** {@code metric[@scope][/window]}, a window other than the default in ms: unique in a policy. */
  public String name() {
    String where = scope.map(s -> metric.key() + "@" + s).orElse(metric.key());
    boolean usual = windowNanos == 0 || windowNanos == DEFAULT_WINDOW_NANOS;
    return usual ? where : where + "/" + windowNanos / Unit.MS.inside() + "ms";
  }
}

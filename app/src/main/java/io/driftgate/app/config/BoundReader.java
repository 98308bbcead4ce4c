package io.driftgate.app.config;

import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.Scope;
import io.driftgate.core.plan.Unit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads {@code policies[i].bounds[j]}. */
final class BoundReader {
  private static final long MAX_COUNT = 1_000_000_000L;
  private static final long MAX_SAMPLES = 1_000_000L;

  /** A bound that nothing ever exceeds and no rule refuses. */
  static final BoundPlan LOOSEST =
      new BoundPlan(
          Metric.HEAD_STALENESS,
          Optional.empty(),
          Optional.empty(),
          Optional.of(loosest(Metric.HEAD_STALENESS)),
          Optional.empty());

  private BoundReader() {}

  static Optional<BoundPlan> read(Value value) {
    Section bound = value.section(Shape.BOUND);
    Optional<Unit> unit =
        bound.read("unit", v -> v.oneOf("unit", unitNames())).map(BoundReader::unit);
    Optional<Metric> metric = bound.must("metric", "head.staleness", v -> metric(v, unit));
    Optional<Scope> scope = bound.read("scope", v -> v.parsed(v.text(), Scope::parse));
    if (metric.isEmpty()) {
      return Optional.empty();
    }
    return make(bound, metric.get(), scope)
        .or(() -> Optional.of(LOOSEST).filter(loose -> metric.get() == loose.metric()));
  }

  private static Optional<BoundPlan> make(Section bound, Metric metric, Optional<Scope> scope) {
    Optional<Ratio> widen = threshold(bound, "widen", metric);
    Optional<Ratio> withdraw = threshold(bound, "withdraw", metric);
    Optional<Ratio> pause = threshold(bound, "pauseLiquidations", metric);
    long window = windowNanos(bound, metric);
    int samples = minSamples(bound, metric);
    return bound.make(
        "", () -> new BoundPlan(metric, scope, widen, withdraw, pause, window, samples));
  }

  /** A misread window is taken for the longest, which is never too short for its samples. */
  private static long windowNanos(Section bound, Metric metric) {
    if (!metric.windowed()) {
      refuse(bound, "window", metric.key() + " has no window; remove it");
      return 0;
    }
    return bound
        .read("window", v -> v.durationNanos(Durations.SECOND, Durations.MAX_NANOS))
        .orElse(bound.has("window") ? Durations.MAX_NANOS : BoundPlan.DEFAULT_WINDOW_NANOS);
  }

  private static int minSamples(Section bound, Metric metric) {
    if (metric.percentile().isEmpty()) {
      refuse(bound, "minSamples", metric.key() + " counts no samples; remove it");
      return BoundPlan.DEFAULT_MIN_SAMPLES;
    }
    return bound
        .read("minSamples", v -> v.integer(1, MAX_SAMPLES))
        .map(Long::intValue)
        .orElse(bound.has("minSamples") ? 1 : BoundPlan.DEFAULT_MIN_SAMPLES);
  }

  private static void refuse(Section bound, String key, String why) {
    bound.find(key).ifPresent(value -> value.report(why));
  }

  private static Optional<Metric> metric(Value value, Optional<Unit> unit) {
    List<String> keys = Arrays.stream(Metric.values()).map(Metric::key).distinct().toList();
    Optional<String> key = value.oneOf("metric", keys);
    Optional<Metric> metric = key.flatMap(k -> Metric.of(k, unit));
    if (key.isPresent() && metric.isEmpty()) {
      value.report(
          key.get()
              + " is not measured in "
              + unit.orElseThrow().key()
              + "; "
              + unitsOf(key.get()));
      return Metric.of(key.get(), Optional.empty());
    }
    return metric;
  }

  private static String unitsOf(String key) {
    return "write unit: "
        + String.join(
            " or ",
            Arrays.stream(Metric.values())
                .filter(metric -> metric.key().equals(key))
                .map(metric -> metric.unit().key())
                .toList());
  }

  private static List<String> unitNames() {
    return Arrays.stream(Unit.values()).map(Unit::key).toList();
  }

  private static Unit unit(String key) {
    return Arrays.stream(Unit.values()).filter(u -> u.key().equals(key)).findFirst().orElseThrow();
  }

  /** A misread threshold is taken for the loosest, so that its bound is not missed as well. */
  private static Optional<Ratio> threshold(Section bound, String key, Metric metric) {
    Optional<Ratio> read = bound.read(key, value -> inUnit(value, metric.unit()));
    return read.isEmpty() && bound.has(key) ? Optional.of(loosest(metric)) : read;
  }

  private static Ratio loosest(Metric metric) {
    long most =
        switch (metric.unit()) {
          case MS -> Durations.MAX_NANOS;
          case BLOCKS, COUNT -> MAX_COUNT;
          case FRACTION -> 1;
        };
    return new Ratio(metric.lowIsBad() ? 0 : most, 1);
  }

  private static Optional<Ratio> inUnit(Value value, Unit unit) {
    return switch (unit) {
      case MS ->
          value.durationNanos(Durations.MS, Durations.MAX_NANOS).map(nanos -> new Ratio(nanos, 1));
      case BLOCKS, COUNT -> value.integer(0, MAX_COUNT).map(count -> new Ratio(count, 1));
      case FRACTION -> value.fraction();
    };
  }
}

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

  /** Metrics of semantics §6 that this version's core does not measure. */
  private static final List<String> LATER_METRICS =
      List.of(
          "head.age",
          "data.age",
          "finality.staleness",
          "l1.origin.lag",
          "batch.lag",
          "reorg.depth");

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
    Optional<Scope> scope = bound.read("scope", BoundReader::scope);
    if (metric.isEmpty()) {
      return Optional.empty();
    }
    Optional<Ratio> widen = threshold(bound, "widen", metric.get());
    Optional<Ratio> withdraw = threshold(bound, "withdraw", metric.get());
    Optional<Ratio> pause = threshold(bound, "pauseLiquidations", metric.get());
    return bound
        .make("", () -> new BoundPlan(metric.get(), scope, widen, withdraw, pause))
        .or(() -> Optional.of(LOOSEST).filter(loose -> metric.get() == loose.metric()));
  }

  private static Optional<Metric> metric(Value value, Optional<Unit> unit) {
    Optional<String> text = value.text();
    if (text.filter(BoundReader::comesLater).isPresent()) {
      value.report(
          "metric '" + text.get() + "' is not supported by this version; remove the bound");
      return Optional.empty();
    }
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

  private static boolean comesLater(String key) {
    return LATER_METRICS.contains(key)
        || key.startsWith("drift.p")
        || key.startsWith("round.trip.p");
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

  private static Optional<Scope> scope(Value value) {
    Optional<String> text = value.text();
    if (text.filter(t -> t.startsWith("family:") || t.startsWith("operator:")).isPresent()) {
      value.report("a scope over a family or operator is not supported by this version");
      return Optional.empty();
    }
    return value.parsed(text, Scope::parse);
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

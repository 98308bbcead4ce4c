package io.driftgate.core.opinion;

import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.PolicyPlan;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.Unit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** One bound on one leg: how its value stands to each threshold (semantics §6). */
final class BoundOpinion {
  final BoundPlan plan;
  final PolicyPlan policy;
  private final ChainOpinion chain;
  private final WallOpinion wall;
  private final Measure measure;
  private final Map<Level, Reading> readings = new EnumMap<>(Level.class);
  private boolean turned;
  private long noValueSinceNanos = Block.NEVER;
  Value value = Value.NONE;

  /** How a value stands to a threshold. */
  enum Reading {
    CLEAR,
    BETWEEN,
    EXCEEDED
  }

  BoundOpinion(
      BoundPlan plan, PolicyPlan policy, Measure measure, ChainOpinion chain, WallOpinion wall) {
    this.plan = plan;
    this.policy = policy;
    this.measure = measure;
    this.chain = chain;
    this.wall = wall;
    for (Level level : Level.values()) {
      threshold(level).ifPresent(threshold -> readings.put(level, Reading.BETWEEN));
    }
  }

  private Optional<Ratio> threshold(Level level) {
    return switch (level) {
      case WIDEN -> plan.widen();
      case WITHDRAW -> plan.withdraw();
      case PAUSE -> plan.pauseLiquidations();
    };
  }

  /** What an equal bound of the plan before had read. */
  void keepsOf(BoundOpinion before) {
    readings.putAll(before.readings);
    noValueSinceNanos = before.noValueSinceNanos;
  }

  Measure measure() {
    return measure;
  }

  void judge() {
    turned = false;
    value = measure.value();
    if (value.kind() != Value.Kind.NONE) {
      noValueSinceNanos = Block.NEVER;
    } else if (noValueSinceNanos == Block.NEVER) {
      noValueSinceNanos = chain.nowNanos;
    }
    if (plan.metric() == Metric.HEAD_AGE && value.isNumber() && !isTrusted()) {
      return;
    }
    readings.replaceAll(this::turn);
  }

  private Reading turn(Level level, Reading old) {
    Reading read = read(threshold(level).orElseThrow());
    turned |= read != old && value.isNumber();
    return read;
  }

  /** Whether a reading changed by its value when it was last judged. */
  boolean hasTurned() {
    return turned;
  }

  private boolean isTrusted() {
    return wall.isSteady(chain.nowNanos) && wall.agreesWith(chain);
  }

  private Reading read(Ratio threshold) {
    return switch (value.kind()) {
      case TOO_FEW_BLOCKS -> Reading.CLEAR;
      case INFINITE -> Reading.EXCEEDED;
      case NONE ->
          chain.nowNanos - noValueSinceNanos > policy.noValueGraceNanos()
              ? Reading.EXCEEDED
              : Reading.BETWEEN;
      case NUMBER -> readNumber(threshold);
    };
  }

  private Reading readNumber(Ratio threshold) {
    if (value.exceeds(threshold, plan.metric().lowIsBad())) {
      return Reading.EXCEEDED;
    }
    boolean clear = plan.metric().unit() != Unit.MS || value.num() <= clearLimit(threshold);
    return clear ? Reading.CLEAR : Reading.BETWEEN;
  }

  private long clearLimit(Ratio threshold) {
    return policy.recovery().clear().of(threshold.num() / threshold.den());
  }

  boolean isExceeded(Level level) {
    return readings.get(level) == Reading.EXCEEDED;
  }

  /** A bound without a threshold of a level never stands in that level's way. */
  boolean isClear(Level level) {
    return readings.getOrDefault(level, Reading.CLEAR) == Reading.CLEAR;
  }

  @Override
  public String toString() {
    return name() + " " + value + " " + readings;
  }

  /** As in reasons. */
  String name() {
    return policy.id() + "/" + plan.name();
  }

  /** As reasons show it: none where there is no finite one. */
  OptionalDouble shownValue() {
    return value.isNumber()
        ? OptionalDouble.of((double) value.num() / value.den() / plan.metric().unit().inside())
        : OptionalDouble.empty();
  }

  /** Value / threshold, or threshold / value where low is bad, for the nearest threshold. */
  OptionalDouble headroom() {
    OptionalDouble shown = shownValue();
    return shown.isEmpty()
        ? shown
        : readings.keySet().stream()
            .map(level -> threshold(level).orElseThrow().toDouble() / plan.metric().unit().inside())
            .mapToDouble(threshold -> ratio(shown.getAsDouble(), threshold))
            .max();
  }

  private double ratio(double shown, double threshold) {
    double part = plan.metric().lowIsBad() ? threshold : shown;
    double whole = plan.metric().lowIsBad() ? shown : threshold;
    return part == 0 ? 0 : whole == 0 ? Double.MAX_VALUE : part / whole;
  }

  void instants(Instants out) {
    if (noValueSinceNanos != Block.NEVER) {
      out.addLonger(noValueSinceNanos, policy.noValueGraceNanos());
    }
    for (Level level : readings.keySet()) {
      Ratio threshold = threshold(level).orElseThrow();
      measure.crossings(threshold.num() / threshold.den(), out);
      if (plan.metric().unit() == Unit.MS) {
        measure.crossings(clearLimit(threshold), out);
      }
    }
  }
}

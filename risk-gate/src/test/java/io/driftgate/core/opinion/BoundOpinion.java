package io.driftgate.core.opinion;

import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.PolicyPlan;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.Unit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** One bound on one leg: how its value stands to each threshold (semantics §6). */
final class BoundOpinion {
  final BoundPlan plan;
  final PolicyPlan policy;
  private final ChainOpinion chain;
  private final WallOpinion wall;
  private final Measure measure;
  private final Map<Level, Reading> readings = new EnumMap<>(Level.class);
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

  void judge() {
    if (plan.metric() == Metric.HEAD_AGE && !isTrusted()) {
      return;
    }
    value = measure.value();
    if (value.kind() != Value.Kind.NONE) {
      noValueSinceNanos = Block.NEVER;
    } else if (noValueSinceNanos == Block.NEVER) {
      noValueSinceNanos = chain.nowNanos;
    }
    readings.replaceAll((level, old) -> read(threshold(level).orElseThrow()));
  }

  private boolean isTrusted() {
    return wall.isSteady(chain.nowNanos) && wall.agreesWith(chain, chain.nowNanos);
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

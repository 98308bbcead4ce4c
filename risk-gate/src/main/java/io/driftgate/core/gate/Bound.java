package io.driftgate.core.gate;

import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.measure.Task;
import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.PolicyPlan;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.Scope;
import io.driftgate.core.signal.Reason;
import io.driftgate.core.view.BoundReader;
import io.driftgate.core.view.MarketRow.Headroom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** One bound of one leg: a gauge, its limits, and the instant at which one of them would worsen. */
final class Bound {
  private final String name;
  private final Scope leg;
  private final BoundPlan plan;
  private final SharedGauge source;
  private final Gauge gauge;
  private final long noValueGraceNanos;
  private final List<Limit> limits = new ArrayList<>();
  private final Deadlines coreTime;
  private final int turnSlot;
  private final Deadlines clock;
  private final int worseSlot;
  private final Task onChange;
  private boolean stale = true;
  private int exceeded;
  private int unclear;
  private long noValueSinceNanos = Deadlines.NEVER;

  /**
   * Makes a bound that has to be {@link #refresh}ed once before it says anything.
   *
   * @param onStale called when it should be refreshed
   */
  Bound(
      PolicyPlan policy,
      BoundPlan plan,
      Scope leg,
      SharedGauge source,
      Deadlines coreTime,
      Runnable onStale) {
    name = policy.id() + "/" + plan.name();
    this.leg = leg;
    this.plan = plan;
    this.source = source;
    gauge = source.gauge();
    this.coreTime = coreTime;
    clock = gauge.clock(coreTime);
    noValueGraceNanos = policy.noValueGraceNanos();
    for (Level level : Level.values()) {
      level
          .thresholdOf(plan)
          .map(t -> new Limit(level, plan.metric(), t, policy.recovery().clear()))
          .ifPresent(limits::add);
    }
    unclear = levels(Limit.Reading.UNCLEAR);
    onChange =
        () -> {
          stale = true;
          onStale.run();
        };
    turnSlot = coreTime.add(nowNanos -> onChange.run());
    worseSlot = clock.add(instant -> onChange.run());
    source.join(onChange);
  }

  /** Will not be asked any more. */
  void end() {
    coreTime.remove(turnSlot);
    clock.remove(worseSlot);
    source.leave(onChange);
  }

  /** Reads the gauge if it may have changed. */
  void refresh(long nowNanos) {
    if (!stale) {
      return;
    }
    stale = false;
    boolean changed = gauge.present() ? readValue(nowNanos) : bearNoValue(nowNanos);
    if (changed) {
      exceeded = levels(Limit.Reading.EXCEEDED);
      unclear = levels(Limit.Reading.UNCLEAR);
    }
    coreTime.set(turnSlot, turnsAtNanos(nowNanos));
    clock.set(worseSlot, worsensAtNanos(nowNanos));
  }

  private boolean readValue(long nowNanos) {
    noValueSinceNanos = Deadlines.NEVER;
    if (!gauge.doubt().isEmpty()) {
      return false;
    }
    boolean changed = false;
    for (int i = 0; i < limits.size(); i++) {
      changed |= limits.get(i).read(gauge, nowNanos);
    }
    return changed;
  }

  /** Not clear, and after a while exceeded (semantics §6, "No value"). */
  private boolean bearNoValue(long nowNanos) {
    if (noValueSinceNanos == Deadlines.NEVER) {
      noValueSinceNanos = nowNanos;
    }
    Limit.Reading reading =
        nowNanos - noValueSinceNanos > noValueGraceNanos
            ? Limit.Reading.EXCEEDED
            : Limit.Reading.UNCLEAR;
    boolean changed = false;
    for (int i = 0; i < limits.size(); i++) {
      changed |= limits.get(i).become(reading);
    }
    return changed;
  }

  /** When it changes for another reason than that the value grows. */
  private long turnsAtNanos(long nowNanos) {
    if (noValueSinceNanos == Deadlines.NEVER) {
      return gauge.changesAtNanos(nowNanos);
    }
    long graceEnds = Deadlines.after(noValueSinceNanos, noValueGraceNanos);
    return graceEnds > nowNanos ? graceEnds : Deadlines.NEVER;
  }

  private long worsensAtNanos(long nowNanos) {
    if (noValueSinceNanos != Deadlines.NEVER || !gauge.doubt().isEmpty()) {
      return Deadlines.NEVER;
    }
    long next = Deadlines.NEVER;
    for (int i = 0; i < limits.size(); i++) {
      next = Math.min(next, limits.get(i).worsensAtNanos(gauge, nowNanos));
    }
    return next;
  }

  /** Takes over what an equal bound of an earlier plan has read, and since when it had no value. */
  void succeed(Bound before) {
    noValueSinceNanos = before.noValueSinceNanos;
    for (int i = 0; i < limits.size(); i++) {
      limits.get(i).become(before.limits.get(i).reading());
    }
    exceeded = levels(Limit.Reading.EXCEEDED);
    unclear = levels(Limit.Reading.UNCLEAR);
  }

  Scope leg() {
    return leg;
  }

  BoundPlan plan() {
    return plan;
  }

  private int levels(Limit.Reading reading) {
    int levels = 0;
    for (int i = 0; i < limits.size(); i++) {
      levels |= limits.get(i).reading() == reading ? limits.get(i).level().bit() : 0;
    }
    return levels;
  }

  /** The levels at which it is exceeded. */
  int exceeded() {
    return exceeded;
  }

  /** The levels that it keeps from relaxing though it is not exceeded. */
  int unclear() {
    return unclear;
  }

  boolean has(Level level) {
    return limits.stream().anyMatch(limit -> limit.level() == level);
  }

  /** Why this bound asks for, or holds, a level; none if it does not. */
  Optional<Reason> reason(Level level, Limit.Reading reading, long nowNanos) {
    return limits.stream()
        .filter(limit -> limit.level() == level && limit.reading() == reading)
        .findFirst()
        .map(limit -> reason(limit, nowNanos));
  }

  private Reason reason(Limit limit, long nowNanos) {
    boolean valued = gauge.present() && gauge.numerator(nowNanos) != Gauge.INFINITE;
    return new Reason(
        name,
        leg.toString(),
        plan.metric().key(),
        valued ? OptionalDouble.of(value(nowNanos)) : OptionalDouble.empty(),
        OptionalDouble.of(outside(limit.inTheWay())),
        valued ? OptionalDouble.of(uncertainty(nowNanos)) : OptionalDouble.empty(),
        plan.metric().unit().key(),
        gauge.evidence(nowNanos),
        gauge.doubt());
  }

  private double value(long nowNanos) {
    return (double) gauge.numerator(nowNanos) / gauge.denominator() / plan.metric().unit().inside();
  }

  /** Shows its value. */
  void show(BoundReader reader, long nowNanos) {
    boolean told = gauge.present() && gauge.measured() && gauge.doubt().isEmpty();
    reader.read(name, leg, plan, told ? valueOrInfinite(nowNanos) : Double.NaN);
  }

  private double valueOrInfinite(long nowNanos) {
    return gauge.numerator(nowNanos) == Gauge.INFINITE ? Double.POSITIVE_INFINITY : value(nowNanos);
  }

  private double uncertainty(long nowNanos) {
    return (double) gauge.uncertaintyNanos(nowNanos) / plan.metric().unit().inside();
  }

  private double outside(Ratio threshold) {
    return threshold.toDouble() / plan.metric().unit().inside();
  }

  /** How close the value is to its nearest threshold; none without a finite, measured value. */
  Optional<Headroom> headroom(long nowNanos) {
    if (!gauge.present() || !gauge.measured() || gauge.numerator(nowNanos) == Gauge.INFINITE) {
      return Optional.empty();
    }
    Headroom nearest = null;
    for (Limit limit : limits) {
      Headroom headroom = headroom(value(nowNanos), outside(limit.threshold()));
      if (nearest == null || headroom.ratio() > nearest.ratio()) {
        nearest = headroom;
      }
    }
    return Optional.ofNullable(nearest);
  }

  private Headroom headroom(double value, double threshold) {
    double part = plan.metric().lowIsBad() ? threshold : value;
    double whole = plan.metric().lowIsBad() ? value : threshold;
    double ratio = part == 0 ? 0 : whole == 0 ? Double.MAX_VALUE : part / whole;
    return new Headroom(
        name,
        leg.toString(),
        plan.metric().key(),
        ratio,
        value,
        threshold,
        plan.metric().unit().key());
  }
}

package io.driftgate.core.plan;

import io.driftgate.core.fact.Names;
import java.util.List;

/**
 * A named set of bounds.
 *
 * @param noValueGraceNanos for how long too few observers, or unknown finality, is borne; default
 *     30 s
 * @param pauseOnUnknown {@code onUnknown.pauseLiquidations}; default false
 * @param maxPauseNanos liquidations paused for longer are told of every minute (semantics §6.5);
 *     {@link #NO_MAX_PAUSE} for never
 */
public record PolicyPlan(
    String id,
    List<BoundPlan> bounds,
    RecoveryPlan recovery,
    long noValueGraceNanos,
    boolean pauseOnUnknown,
    long maxPauseNanos) {
  public static final long NO_MAX_PAUSE = Long.MAX_VALUE;
  public static final long DEFAULT_NO_VALUE_GRACE_NANOS = 30_000_000_000L;

  public PolicyPlan {
    Names.check("policy id", id);
    bounds = List.copyOf(bounds);
    if (bounds.isEmpty()) {
      throw new IllegalArgumentException("policy " + id + " has no bounds");
    }
    if (noValueGraceNanos < 0) {
      throw new IllegalArgumentException("noValueGrace must not be negative");
    }
    if (maxPauseNanos <= 0) {
      throw new IllegalArgumentException("maxPause must be above 0");
    }
  }

  /** A policy whose pauses may last. */
  public PolicyPlan(
      String id,
      List<BoundPlan> bounds,
      RecoveryPlan recovery,
      long noValueGraceNanos,
      boolean pauseOnUnknown) {
    this(id, bounds, recovery, noValueGraceNanos, pauseOnUnknown, NO_MAX_PAUSE);
  }
}

package io.driftgate.app.config;

import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.PolicyPlan;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.RecoveryPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code policies[i]}. */
final class PolicyReader {
  /** Six decimals of a week in nanoseconds would overflow; three do not, and nobody needs more. */
  private static final long MAX_CLEAR_PARTS = 1_000;

  private static final int MAX_BLOCKS = 10_000;

  private PolicyReader() {}

  static Optional<PolicyPlan> read(Value value, int index) {
    Section policy = value.section(Shape.POLICY);
    String id = policy.must("id", "majors", Value::name).orElse("unnamed-" + index);
    List<BoundPlan> bounds = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Value item :
        policy.must("bounds", "[ … ]", v -> Optional.of(v.items())).orElse(List.of())) {
      BoundReader.read(item)
          .ifPresent(
              bound -> {
                if (!names.add(bound.name())) {
                  item.report(bound.name() + " is bounded twice here; put both into one bound");
                } else {
                  bounds.add(bound);
                }
              });
    }
    RecoveryPlan recovery = recovery(policy.sub("recovery", Shape.RECOVERY));
    long grace = time(policy, "noValueGrace", PolicyPlan.DEFAULT_NO_VALUE_GRACE_NANOS);
    // Never: how long is too long for borrowers only their market's people know.
    long maxPause =
        policy
            .read("maxPause", v -> v.durationNanos(Durations.SECOND, Durations.MAX_NANOS))
            .orElse(PolicyPlan.NO_MAX_PAUSE);
    // Off: pausing liquidations is never free, so nobody gets it without having asked for it.
    boolean pause =
        policy
            .sub("onUnknown", Shape.ON_UNKNOWN)
            .read("pauseLiquidations", Value::flag)
            .orElse(false);
    List<BoundPlan> some = bounds.isEmpty() ? List.of(BoundReader.LOOSEST) : bounds;
    return policy.make("", () -> new PolicyPlan(id, some, recovery, grace, pause, maxPause));
  }

  /** Stands in for a policy that does not exist: it bounds nothing that could be reported again. */
  static PolicyPlan loosest() {
    return new PolicyPlan("unknown", List.of(BoundReader.LOOSEST), RecoveryPlan.DEFAULT, 0, false);
  }

  private static RecoveryPlan recovery(Section section) {
    RecoveryPlan usual = RecoveryPlan.DEFAULT;
    long hold = time(section, "hold", usual.holdNanos());
    int blocks =
        section
            .read("blocks", v -> v.integer(0, MAX_BLOCKS))
            .map(Long::intValue)
            .orElse(usual.blocks());
    Ratio clear = section.read("clear", PolicyReader::clear).orElse(usual.clear());
    long flapWindow = time(section, "flapWindow", usual.flapWindowNanos());
    // A hold that was set longer than the usual longest is its own longest.
    long maxHold = time(section, "maxHold", Math.max(hold, usual.maxHoldNanos()));
    long grace = time(section, "liquidationGrace", usual.liquidationGraceNanos());
    return section
        .make("maxHold", () -> new RecoveryPlan(hold, blocks, clear, flapWindow, maxHold, grace))
        .orElse(usual);
  }

  private static Optional<Ratio> clear(Value value) {
    Optional<Ratio> clear = value.fraction();
    if (clear.isPresent() && (clear.get().num() == 0 || clear.get().den() > MAX_CLEAR_PARTS)) {
      value.report("must be above 0, with at most three decimals; write e.g. 0.8");
      return Optional.empty();
    }
    return clear;
  }

  private static long time(Section section, String key, long otherwiseNanos) {
    return section.read(key, v -> v.durationNanos(0, 24 * Durations.HOUR)).orElse(otherwiseNanos);
  }
}

package io.driftgate.core.gate;

import io.driftgate.core.fact.NodeId;
import io.driftgate.core.signal.Reason;
import java.util.List;
import java.util.OptionalDouble;

/** Reasons that are no bound's. */
final class Reasons {
  private static final OptionalDouble NONE = OptionalDouble.empty();

  private Reasons() {}

  /** A condition of a leg, or of the market if {@code leg} is empty. */
  static Reason condition(String name, String leg, List<NodeId> nodes, String note) {
    return new Reason(name, leg, "condition", NONE, NONE, NONE, "", nodes, note);
  }

  /** What recovery still waits for. */
  static Reason recovery(String name, double value, double threshold, String unit) {
    OptionalDouble reached = OptionalDouble.of(value);
    OptionalDouble needed = OptionalDouble.of(threshold);
    return new Reason(name, "", "recovery", reached, needed, NONE, unit, List.of());
  }
}

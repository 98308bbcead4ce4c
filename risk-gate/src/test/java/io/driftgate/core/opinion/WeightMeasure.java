package io.driftgate.core.opinion;

import io.driftgate.core.view.NodeState;
import java.util.function.Predicate;

/** {@code quorum.agreement} and {@code diverged}: a part of the configured weight. */
record WeightMeasure(Members members, Predicate<NodeState> counts) implements Measure {
  @Override
  public Value value() {
    long part = 0;
    long whole = 0;
    for (NodeOpinion node : members.counted()) {
      whole += Members.weight(node);
      part += counts.test(node.state) ? Members.weight(node) : 0;
    }
    return Value.fraction(part, whole);
  }
}

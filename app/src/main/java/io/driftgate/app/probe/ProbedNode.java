package io.driftgate.app.probe;

import io.driftgate.app.config.NodeAccess;
import io.driftgate.core.plan.NodePlan;

/** One node: how it is configured, and what it showed. */
public record ProbedNode(NodePlan plan, NodeAccess access, NodeFinding finding) {
  /** Nodes whose heights count the same thing. */
  String line() {
    return plan.chain() + " " + access.protocol().name();
  }
}

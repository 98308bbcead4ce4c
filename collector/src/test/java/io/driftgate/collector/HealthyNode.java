package io.driftgate.collector;

import io.driftgate.core.fact.NodeId;
import java.util.Arrays;
import java.util.List;

/** One of the healthy nodes that stand beside the hostile ones, by protocol and name. */
record HealthyNode(Face face, NodeId id) {
  static final List<HealthyNode> ALL =
      Arrays.stream(Face.values())
          .flatMap(
              face ->
                  HostileCase.HEALTHY.stream()
                      .map(name -> new HealthyNode(face, HostileCase.healthy(face, name))))
          .toList();
}

package io.driftgate.core.opinion;

import java.util.Map;
import java.util.TreeMap;

/**
 * A cluster's weighted median, or that of a node alone: more than half of the weight must not
 * exceed it. A node in another state than IN_SYNC and LAGGING exceeds everything.
 */
record MedianMeasure(NodeMeasure.Of of, ChainOpinion chain, Members members) implements Measure {
  @Override
  public Value value() {
    if (members.counted().isEmpty()) {
      return Value.NONE;
    }
    TreeMap<Long, Long> weights = new TreeMap<>();
    long whole = 0;
    for (NodeOpinion node : members.counted()) {
      whole += Members.weight(node);
      Value value = new NodeMeasure(of, chain, node).value();
      if (node.isGood() && value.isNumber()) {
        weights.merge(value.num(), Members.weight(node), Long::sum);
      }
    }
    return median(weights, whole);
  }

  private static Value median(TreeMap<Long, Long> weights, long whole) {
    long sum = 0;
    for (Map.Entry<Long, Long> entry : weights.entrySet()) {
      sum += entry.getValue();
      if (sum * 2 > whole) {
        return Value.of(entry.getKey());
      }
    }
    return Value.INFINITE;
  }

  @Override
  public void crossings(long limit, Instants out) {
    for (NodeOpinion node : members.counted()) {
      new NodeMeasure(of, chain, node).crossings(limit, out);
    }
  }
}

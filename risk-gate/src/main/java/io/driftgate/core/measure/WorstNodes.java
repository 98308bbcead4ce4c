package io.driftgate.core.measure;

import io.driftgate.core.fact.NodeId;
import io.driftgate.core.signal.Reason;
import java.util.ArrayList;
import java.util.List;

/** The nodes with the highest samples, each with its highest; as many as are shown as evidence. */
final class WorstNodes {
  private final NodeTracker[] nodes = new NodeTracker[Reason.MAX_NODES];
  private final int[] buckets = new int[Reason.MAX_NODES];
  private int size;

  /** Takes a sample; among equals the earlier one stays. */
  void add(NodeTracker node, int bucket) {
    int from = indexOf(node);
    if (from == size && size == nodes.length) {
      from = size - 1;
    } else if (from == size) {
      size++;
      buckets[from] = -1;
    }
    if (bucket > buckets[from]) {
      place(node, bucket, from);
    }
  }

  /** Worst first: those that it is worse than make room. */
  private void place(NodeTracker node, int bucket, int from) {
    int at = from;
    while (at > 0 && buckets[at - 1] < bucket) {
      nodes[at] = nodes[at - 1];
      buckets[at] = buckets[at - 1];
      at--;
    }
    nodes[at] = node;
    buckets[at] = bucket;
  }

  private int indexOf(NodeTracker node) {
    int at = 0;
    while (at < size && nodes[at] != node) {
      at++;
    }
    return at;
  }

  void addAll(WorstNodes others) {
    for (int i = 0; i < others.size; i++) {
      add(others.nodes[i], others.buckets[i]);
    }
  }

  void clear() {
    size = 0;
  }

  /** Those with a sample in this bucket or a higher one, worst first. */
  List<NodeId> from(int bucket) {
    List<NodeId> from = new ArrayList<>();
    for (int i = 0; i < size && buckets[i] >= bucket; i++) {
      from.add(nodes[i].plan().id());
    }
    return List.copyOf(from);
  }
}

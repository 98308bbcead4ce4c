package io.driftgate.core.measure;

import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.RollupObserved;
import io.driftgate.core.plan.Quorate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * What each node of a rollup said last of its progress against the base layer. A lag that it left
 * out is a word taken back.
 */
public final class RollupWords {
  private final ChainTracker chain;
  private final Topic topic = new Topic();
  private final Map<NodeId, RollupObserved> newest = new HashMap<>();

  /** One of the things that a node says. */
  @FunctionalInterface
  public interface Word extends ToLongFunction<RollupObserved>, Kept {}

  RollupWords(ChainTracker chain) {
    this.chain = chain;
  }

  /** Takes a word; one older than the node's newest comes too late. */
  public void heard(RollupObserved fact) {
    RollupObserved known = newest.get(fact.node());
    if (known == null || fact.received().nanos() >= known.received().nanos()) {
      newest.put(fact.node(), fact);
      topic.changed();
    }
  }

  /**
   * The smallest value such that the vouching voters whose word is at most that satisfy the quorum
   * rule; {@link NodeTracker#NO_VALUE} for none.
   */
  public long lag(Word word) {
    Quorate quorate = new Quorate(chain.plan().quorum());
    quorate.outOf(chain.readout().configuredWeight());
    for (NodeTracker voter : lowestFirst(word)) {
      quorate.add(voter.plan().weight(), voter.family(), voter.operator());
      if (quorate.reached()) {
        return said(word, voter);
      }
    }
    return NodeTracker.NO_VALUE;
  }

  private List<NodeTracker> lowestFirst(Word word) {
    return chain.nodes().stream()
        .filter(node -> node.votes() && node.vouches())
        .filter(node -> said(word, node) != NodeTracker.NO_VALUE)
        .sorted(Comparator.comparingLong(node -> said(word, node)))
        .toList();
  }

  /** What a node said last; {@link NodeTracker#NO_VALUE} if nothing. */
  public long said(Word word, NodeTracker node) {
    RollupObserved last = newest.get(node.plan().id());
    return last == null ? NodeTracker.NO_VALUE : word.applyAsLong(last);
  }

  /** Forgets the words of nodes that are no more, or the fleets of many plans would add up. */
  void retain(List<NodeTracker> nodes) {
    Set<NodeId> ids = new HashSet<>();
    nodes.forEach(node -> ids.add(node.plan().id()));
    newest.keySet().retainAll(ids);
  }

  /** Some node's word changed, or whether it counts. */
  public Topic topic() {
    return topic;
  }
}

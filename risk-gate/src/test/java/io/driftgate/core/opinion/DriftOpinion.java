package io.driftgate.core.opinion;

import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.Transport;
import io.driftgate.core.plan.NodePlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Arrivals, first-seen and the drift that is recorded of them (semantics §5). */
final class DriftOpinion {
  /** One recorded drift, with what its node was when it was recorded. */
  record Sample(
      NodeHistory node,
      NodePlan plan,
      Block block,
      long nanos,
      long arrivedNanos,
      String family,
      boolean voting) {}

  /** One round trip, with what its node was then. */
  record Trip(NodePlan plan, long receivedNanos, long nanos) {}

  private record Arrival(NodeHistory node, Block block) {}

  final List<Sample> samples = new ArrayList<>();
  final List<Trip> trips = new ArrayList<>();
  long[] missed;

  /** Nodes that have vouched for nothing since their last head. */
  private boolean[] interrupted;

  private final BlockBook book;
  private final List<Arrival> waiting = new ArrayList<>();

  DriftOpinion(BlockBook book, int nodes) {
    this.book = book;
    missed = new long[nodes];
    interrupted = new boolean[nodes];
    Arrays.fill(interrupted, true);
  }

  /** So many nodes may arrive from now on. */
  void widen(int nodes) {
    missed = Arrays.copyOf(missed, nodes);
    interrupted = Arrays.copyOf(interrupted, nodes);
  }

  /** A node begins, with an index that may have been another's. */
  void begins(NodeHistory node) {
    missed[node.index] = 0;
    interrupted[node.index] = true;
  }

  void forgets(NodeHistory node) {
    waiting.removeIf(arrival -> arrival.node() == node);
  }

  void answers(NodeHistory node, HeadObserved fact) {
    if (fact.transport() == Transport.POLL) {
      long receivedNanos = fact.received().nanos();
      trips.add(new Trip(node.plan, receivedNanos, receivedNanos - fact.sentNanos()));
    }
  }

  /** It vouches for what it shows. What came while it vouched for nothing was missed. */
  void shows(NodeHistory node, Block head, long receivedNanos) {
    int i = node.index;
    for (Block at = head; at != null && at.arrivals[i] == Block.NEVER; at = at.parent) {
      at.arrivals[i] = receivedNanos;
      if (interrupted[i]) {
        missed[i]++;
      } else {
        waiting.add(new Arrival(node, at));
      }
    }
    interrupted[i] = false;
  }

  /** It vouches for what it had shown before: since when it has that is not known. */
  void resumes(NodeHistory node, Block head, long nowNanos) {
    int i = node.index;
    for (Block at = head; at != null && at.arrivals[i] == Block.NEVER; at = at.parent) {
      misses(node, at, nowNanos);
    }
  }

  private void misses(NodeHistory node, Block block, long atNanos) {
    if (block.arrivals[node.index] == Block.NEVER) {
      block.arrivals[node.index] = atNanos;
      missed[node.index]++;
    }
  }

  void interrupts(NodeHistory node) {
    interrupted[node.index] = true;
  }

  /** Links that became known late carry arrivals and votes down: who vouched for a child, did. */
  void carriesDown(List<NodeHistory> nodes) {
    List<Block> fromTop = new ArrayList<>(book.blocks);
    fromTop.sort(Comparator.comparingLong(Block::height).reversed());
    for (Block block : fromTop) {
      for (NodeHistory node : nodes) {
        if (block.parent != null) {
          carriesDown(block, block.parent, node);
        }
      }
      if (block.parent != null) {
        block.parent.keepers |= block.keepers;
        block.parent.led |= block.led;
      }
    }
  }

  private void carriesDown(Block block, Block parent, NodeHistory node) {
    int i = node.index;
    if (block.arrivals[i] != Block.NEVER) {
      misses(node, parent, block.arrivals[i]);
    }
    if (block.votes[i] != Block.NEVER
        && (parent.votes[i] == Block.NEVER || parent.votes[i] > block.votes[i])) {
      parent.votes[i] = block.votes[i];
    }
  }

  /** A voter vouches for a block and all under it. */
  void votes(NodeHistory node, Block head, long atNanos) {
    for (Block at = head; at != null; at = at.parent) {
      long before = at.votes[node.index];
      at.votes[node.index] = before == Block.NEVER ? atNanos : Math.min(before, atNanos);
    }
  }

  /** What it arrived at while it had no vote, it votes for as soon as it has one. */
  void votesForArrivals(NodeHistory node, long atNanos) {
    int i = node.index;
    for (Block block : book.blocks) {
      if (block.arrivals[i] != Block.NEVER && block.votes[i] == Block.NEVER) {
        block.votes[i] = atNanos;
      }
    }
  }

  void leads(Block leading) {
    for (Block at = leading; at != null && !at.led; at = at.parent) {
      at.led = true;
    }
  }

  /** Records what has both an arrival and a first-seen by now. */
  void records(long nowNanos) {
    for (Arrival arrival : List.copyOf(waiting)) {
      long firstSeen = arrival.block().firstSeen();
      if (firstSeen != Block.NEVER) {
        NodeHistory node = arrival.node();
        long arrived = arrival.block().arrivals[node.index];
        long drift = Math.max(0, arrived - firstSeen);
        boolean voting = node.isVoter(nowNanos);
        samples.add(
            new Sample(node, node.plan, arrival.block(), drift, arrived, node.family(), voting));
        waiting.remove(arrival);
      }
    }
  }
}

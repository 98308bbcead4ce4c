package io.driftgate.bench.phase;

import io.driftgate.bench.socket.Latencies;
import io.driftgate.collector.PhasePlan;
import io.driftgate.core.fact.Stamp;
import java.util.PriorityQueue;
import org.HdrHistogram.Histogram;

/**
 * A fleet that is polled in virtual time: each node as {@link PhasePlan} says, told of the others'
 * blocks as the collector tells it; or evenly. An answer takes {@value #TRIP_MS} ms and shows what
 * had come half-way.
 */
final class VirtualFleet {
  static final long TRIP_MS = 20;
  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;
  private static final int WARM_UP_SLOTS = 100;

  private final Arrivals arrivals;
  private final long evenNanos;
  private final boolean phased;
  private final Node[] nodes;
  private final PriorityQueue<Due> queue = new PriorityQueue<>();
  private final Histogram uncertain = Latencies.newHistogram();
  private int fleetNewest = -1;

  private record Due(long nanos, int node, int version) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = Long.compare(nanos, other.nanos);
      return byTime != 0 ? byTime : Integer.compare(node, other.node);
    }
  }

  private static final class Node {
    private final PhasePlan plan;
    private final PollRate rate;
    private int version;
    private boolean busy;
    private int shown = -1;
    private long height;
    private long sentNanos;
    private long heldNanos = -1;

    Node(PhasePlan plan, PollRate rate) {
      this.plan = plan;
      this.rate = rate;
    }
  }

  /**
   * What came out.
   *
   * @param burst the most polls of one node beyond what the budget's rate allows in any span
   * @param inASecond the most polls of one node in any second
   */
  record Result(Histogram uncertain, double pollsPerSecond, double burst, int inASecond) {}

  VirtualFleet(Arrivals arrivals, long evenNanos, long longestGapNanos, boolean phased) {
    this.arrivals = arrivals;
    this.evenNanos = evenNanos;
    this.phased = phased;
    nodes = new Node[arrivals.nodes()];
    for (int i = 0; i < nodes.length; i++) {
      long first = evenNanos * i / nodes.length;
      nodes[i] =
          new Node(new PhasePlan(evenNanos, longestGapNanos, first), new PollRate(evenNanos));
      arm(i, first);
    }
  }

  Result run() {
    long end = (arrivals.slots() - 2) * arrivals.slotNanos();
    for (Due due = queue.poll(); due.nanos() < end; due = queue.poll()) {
      Node node = nodes[due.node()];
      if (due.version() != node.version) {
        continue;
      }
      if (node.busy) {
        answer(due.node(), due.nanos());
      } else {
        ask(due.node(), due.nanos());
      }
    }
    double polls = 0;
    double burst = 0;
    int inASecond = 0;
    for (Node node : nodes) {
      polls += node.rate.polls();
      burst = Math.max(burst, node.rate.burst());
      inASecond = Math.max(inASecond, node.rate.inASecond());
    }
    return new Result(uncertain, polls * SECOND / end / nodes.length, burst, inASecond);
  }

  private void arm(int index, long atNanos) {
    Node node = nodes[index];
    node.version++;
    queue.add(new Due(atNanos, index, node.version));
  }

  private void ask(int index, long nowNanos) {
    Node node = nodes[index];
    node.plan.polled(nowNanos);
    node.rate.polled(nowNanos);
    node.busy = true;
    node.heldNanos = node.sentNanos;
    node.sentNanos = nowNanos;
    arm(index, nowNanos + TRIP_MS * MS);
  }

  private void answer(int index, long nowNanos) {
    Node node = nodes[index];
    node.busy = false;
    int newest = arrivals.newest(index, nowNanos - TRIP_MS * MS / 2);
    if (newest > node.shown) {
      show(index, newest, nowNanos);
    }
    next(index, nowNanos);
  }

  private void show(int index, int newest, long nowNanos) {
    Node node = nodes[index];
    for (int slot = node.shown + 1; slot <= newest; slot++) {
      if (arrivals.at(index, slot) >= 0) {
        node.height++;
        if (slot >= WARM_UP_SLOTS) {
          uncertain.recordValue(nowNanos - node.heldNanos);
        }
      }
    }
    node.shown = newest;
    long timestampMs = newest * arrivals.chain().slotMs();
    if (newest > fleetNewest) {
      fleetNewest = newest;
      for (int i = 0; i < nodes.length; i++) {
        nodes[i].plan.fleetShowed(timestampMs, nowNanos);
        if (i != index && !nodes[i].busy) {
          next(i, nowNanos);
        }
      }
    }
    node.plan.showed(node.height, timestampMs, new Stamp(nowNanos, nowNanos / MS));
  }

  private void next(int index, long nowNanos) {
    if (phased) {
      arm(index, Math.max(nowNanos, nodes[index].plan.nextNanos(nowNanos)));
    } else if (nowNanos >= nodes[index].sentNanos + TRIP_MS * MS) {
      arm(index, Math.max(nowNanos, nodes[index].sentNanos + evenNanos));
    }
  }
}

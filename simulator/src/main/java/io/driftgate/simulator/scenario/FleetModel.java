package io.driftgate.simulator.scenario;

import io.driftgate.simulator.chain.Block;
import io.driftgate.simulator.chain.ChainModel;
import io.driftgate.simulator.chain.ChainSpec;
import io.driftgate.simulator.node.Latency;
import io.driftgate.simulator.node.Reach;
import io.driftgate.simulator.node.SimulatedNode;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * A chain, its nodes and a scenario that starts over when it ends. Told the time in nanoseconds
 * since {@link ChainSpec#originMs()}; knows the next instant at which something happens. The same
 * spec, stages and instants give the same events. One thread at a time.
 */
public final class FleetModel {
  private static final long NANOS_PER_MS = 1_000_000;

  private final ChainModel chain;
  private final Latency latency;
  private final List<SimulatedNode> nodes;
  private final List<Stage> stages;
  private final long slotNanos;

  /** Holds few blocks a node: each leaves when its latency and delay are over. */
  private final PriorityQueue<Arrival> arrivals =
      new PriorityQueue<>(
          Comparator.comparingLong(Arrival::atNanos)
              .thenComparingInt(Arrival::node)
              .thenComparingLong(arrival -> arrival.block().height()));

  private long scenarioStartNanos;
  private long stagesBegun;
  private long slot;

  /**
   * A fleet in sync at instant 0.
   *
   * @param nodeCount at least 1
   * @param stages one cycle, without gaps
   */
  public FleetModel(ChainSpec spec, int nodeCount, List<Stage> stages) {
    this.chain = new ChainModel(spec);
    this.latency = new Latency(spec.seed());
    this.nodes = IntStream.range(0, nodeCount).mapToObj(i -> new SimulatedNode(chain)).toList();
    this.stages = List.copyOf(stages);
    this.slotNanos = spec.blockTimeMs() * NANOS_PER_MS;
  }

  /** One node by index from 0. */
  public SimulatedNode node(int node) {
    return nodes.get(node);
  }

  public int nodeCount() {
    return nodes.size();
  }

  public ChainModel chain() {
    return chain;
  }

  /**
   * Lets the first stage begin at this instant in place of instant 0; the chain is as old as
   * before.
   *
   * @throws IllegalStateException if the first stage has begun
   */
  public void startScenarioAt(long nanos) {
    if (stagesBegun > 0) {
      throw new IllegalStateException("the scenario has begun");
    }
    scenarioStartNanos = nanos;
  }

  /** When {@link #advanceTo} has something to do next. */
  public long nextNanos() {
    long arrival = arrivals.isEmpty() ? Long.MAX_VALUE : arrivals.element().atNanos();
    return Math.min(arrival, Math.min(nextStageNanos(), nextSlotNanos()));
  }

  /** Lives through everything up to and including this instant. */
  public void advanceTo(long nanos, FleetListener listener) {
    for (long next = nextNanos(); next <= nanos; next = nextNanos()) {
      if (nextStageNanos() == next) {
        begin(stages.get((int) (stagesBegun++ % stages.size())), listener);
      } else if (nextSlotNanos() == next) {
        mine();
      } else {
        deliver(arrivals.remove(), listener);
      }
    }
  }

  private long nextStageNanos() {
    long cycles = stagesBegun / stages.size();
    Stage next = stages.get((int) (stagesBegun % stages.size()));
    long cycleMs = stages.get(stages.size() - 1).endsAtMs();
    return scenarioStartNanos + (cycles * cycleMs + next.startsAtMs()) * NANOS_PER_MS;
  }

  private long nextSlotNanos() {
    return (slot + 1) * slotNanos;
  }

  private void begin(Stage stage, FleetListener listener) {
    listener.onStage(stage);
    Trouble trouble = stage.trouble();
    chain.stall(trouble.blocksStalled());
    chain.holdFinality(trouble.finalityHeld());
    if (trouble.forks()) {
      chain.openFork();
    }
    for (int i = 0; i < nodes.size(); i++) {
      suffer(i, trouble, listener);
    }
    if (!trouble.forks()) {
      chain.closeFork();
    }
  }

  private void suffer(int index, Trouble trouble, FleetListener listener) {
    SimulatedNode node = nodes.get(index);
    Reach before = node.reach();
    boolean newHead = node.suffer(trouble.fault(index));
    if (node.reach() != before) {
      listener.onReach(index, node.reach());
    }
    if (newHead && node.pushes()) {
      listener.onHead(index, node.head());
    }
  }

  private void mine() {
    slot++;
    Block before = chain.tip();
    chain.onSlot(slot);
    if (chain.tip().equals(before)) {
      return;
    }
    chain.sideTip().ifPresent(this::send);
    send(chain.tip());
  }

  private void send(Block block) {
    for (int i = 0; i < nodes.size(); i++) {
      long tookNanos = latency.nanos(i, block.height()) + nodes.get(i).fault().delayNanos();
      arrivals.add(new Arrival(slot * slotNanos + tookNanos, i, block));
    }
  }

  private void deliver(Arrival arrival, FleetListener listener) {
    SimulatedNode node = nodes.get(arrival.node());
    if (node.onArrival(arrival.block()) && node.pushes()) {
      listener.onHead(arrival.node(), node.head());
    }
  }

  private record Arrival(long atNanos, int node, Block block) {}
}

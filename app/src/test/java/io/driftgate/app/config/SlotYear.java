package io.driftgate.app.config;

import io.driftgate.core.RiskGate;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.PushChanged;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Quotes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Ethereum slots in virtual time against the real gate, from one seed. Each slot but the missed
 * ones has a block, which each node is pushed once; each epoch every node answers one poll with the
 * block that two epochs have made final.
 *
 * <p>A block is released at a log-normal instant of its slot (median 1.54 s) and travels to each
 * node for a log-normal time of its own (median 0.3 s, p95 0.8 s), so that arrivals have the
 * published p50 of 1.9 s and p95 of 3.3 s. Misses are independent of each other.
 */
final class SlotYear {
  static final int SLOTS_A_DAY = 7_200;

  private static final long MS = 1_000_000;
  private static final long SLOT_MS = 12_000;
  private static final int EPOCH = 32;
  private static final long WALL_MS = 1_800_000_000_000L;

  private final RiskGate gate;
  private final List<NodeId> nodes;
  private final Random random;
  private final Map<String, Integer> withdrawals = new TreeMap<>();
  private final Map<String, Integer> widenings = new TreeMap<>();
  private final Map<String, Integer> reasons = new TreeMap<>();
  private final int[] arrivals = new int[(int) SLOT_MS];
  private final long[] atMs;
  private final long[] heightAtEpoch = new long[3];

  private long height = 1_000;
  private long slotOfHeight;
  private long missed;
  private boolean warm;

  private SlotYear(FleetPlan plan, long seed) {
    nodes = plan.nodes().stream().map(NodePlan::id).toList();
    atMs = new long[nodes.size()];
    random = new Random(seed);
    gate = new RiskGate(plan, 1, stamp(0), this::heard);
    Arrays.fill(heightAtEpoch, height);
  }

  /**
   * Runs some slots.
   *
   * @param preset its chain, policies and markets; of its nodes all but their patience
   */
  static SlotYear run(FleetPlan preset, long seed, double missRate, long slots) {
    SlotYear year = new SlotYear(patient(preset), seed);
    year.nodes.forEach(node -> year.gate.onPush(new PushChanged(node, true, stamp(0))));
    for (long slot = 0; slot < slots; slot++) {
      year.slot(slot, missRate);
    }
    return year;
  }

  private void slot(long slot, double missRate) {
    if (slot % EPOCH == 0) {
      System.arraycopy(heightAtEpoch, 0, heightAtEpoch, 1, heightAtEpoch.length - 1);
      heightAtEpoch[0] = height + 1;
    }
    warm |= slot == EPOCH;
    if (random.nextDouble() < missRate) {
      missed++;
    } else {
      height++;
      slotOfHeight = slot;
      arrive(slot);
    }
    if (slot % EPOCH == 1) {
      finalizeEpoch(slot);
    }
  }

  /**
   * Keep-alive checks are left out, so that a year takes seconds: without them a node must be
   * allowed to be silent from block to block.
   */
  private static FleetPlan patient(FleetPlan plan) {
    return new FleetPlan(
        plan.chains(), plan.nodes().stream().map(SlotYear::patient).toList(), plan.markets());
  }

  private static NodePlan patient(NodePlan node) {
    return new NodePlan(
        node.id(),
        node.chain(),
        node.cluster(),
        node.operator(),
        node.family(),
        node.weight(),
        600_000 * MS,
        0);
  }

  private void arrive(long slot) {
    long start = slot * SLOT_MS;
    double release = logNormal(1_540, 0.385);
    for (int i = 0; i < atMs.length; i++) {
      long into = Math.min((long) (release + logNormal(300, 0.596)), SLOT_MS - 100);
      arrivals[(int) into]++;
      atMs[i] = start + into;
    }
    Head head = head(height, start);
    for (int told = 0; told < atMs.length; told++) {
      int next = next();
      tickUntil(atMs[next]);
      gate.onHead(HeadObserved.pushed(nodes.get(next), stamp(atMs[next]), head));
      atMs[next] = Long.MAX_VALUE;
    }
  }

  /** Whose arrival is the earliest that has not been told. */
  private int next() {
    int next = 0;
    for (int i = 1; i < atMs.length; i++) {
      next = atMs[i] < atMs[next] ? i : next;
    }
    return next;
  }

  private void finalizeEpoch(long slot) {
    long now = slot * SLOT_MS + SLOT_MS - 50;
    tickUntil(now);
    Head head = head(height, slotOfHeight * SLOT_MS);
    Finality finality = Finality.of(block(heightAtEpoch[1]), block(heightAtEpoch[2]));
    for (NodeId node : nodes) {
      gate.onHead(HeadObserved.polled(node, (now - 1) * MS, stamp(now), head, finality));
    }
  }

  /** A gate is called at its deadlines, as live. */
  private void tickUntil(long ms) {
    while (gate.nextDeadlineNanos() < ms * MS) {
      long nanos = gate.nextDeadlineNanos();
      gate.onTick(new Stamp(nanos, WALL_MS + nanos / MS));
    }
  }

  private void heard(GateSignal signal) {
    if (!warm || signal.quotesTo().compareTo(signal.quotesFrom()) <= 0) {
      return;
    }
    String market = signal.market().value();
    if (signal.quotesTo() == Quotes.WITHDRAW) {
      withdrawals.merge(market, 1, Integer::sum);
      signal
          .reasons()
          .forEach(reason -> reasons.merge(market + " " + reason.bound(), 1, Integer::sum));
    } else {
      widenings.merge(market, 1, Integer::sum);
    }
  }

  private double logNormal(double median, double sigma) {
    return median * Math.exp(sigma * random.nextGaussian());
  }

  private static Stamp stamp(long ms) {
    return new Stamp(ms * MS, WALL_MS + ms);
  }

  private static Hash hash(long height) {
    return new Hash(height, 1, 1, 1);
  }

  private static BlockRef block(long height) {
    return new BlockRef(height, hash(height));
  }

  private static Head head(long height, long slotStartMs) {
    return new Head(
        height, hash(height), hash(height - 1), new Hash(height, 2, 2, 2), WALL_MS + slotStartMs);
  }

  /** How often a market was withdrawn after the first epoch. */
  int withdrawals(String market) {
    return withdrawals.getOrDefault(market, 0);
  }

  @Override
  public String toString() {
    return "missed "
        + missed
        + ", withdrawn "
        + withdrawals
        + " by "
        + reasons
        + ", widened "
        + widenings;
  }

  long missed() {
    return missed;
  }

  /** The instant of the slot, in ms, by which that fraction of all arrivals had come. */
  int percentileMs(double fraction) {
    long all = Arrays.stream(arrivals).asLongStream().sum();
    long rank = (long) Math.ceil(all * fraction);
    long seen = 0;
    int ms = 0;
    while (ms < arrivals.length && seen + arrivals[ms] < rank) {
      seen += arrivals[ms];
      ms++;
    }
    return ms;
  }
}

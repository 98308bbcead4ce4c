package io.driftgate.core.opinion;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.LivenessObserved;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.order.DrainOrder;
import io.driftgate.core.order.JournalChanged;
import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Minutes of what a random fleet would tell, and what people would order meanwhile. */
public final class OpinionFleet {
  static final long MS = 1_000_000;
  static final long WALL_MS = 1_700_000_000_000L;
  private static final long LOST_NANOS = 70_000_000_000L;
  private static final long SECOND = 1_000 * MS;

  private final Random random;
  private final FleetPlan plan;
  private final List<Told> told = new ArrayList<>();
  private final Map<ChainId, ChainModel> chains = new HashMap<>();
  private final Map<Long, Long> wallSteps = new HashMap<>();
  private final long untilNanos;
  private long lostNanos;

  /** Nobody lies, forks or is corrupted: what differs differs for another reason. */
  private final boolean honest;

  /**
   * A plan and all that is told under it, in order of arrival.
   *
   * @param honest whether nobody lies or forks in it
   */
  public record Story(FleetPlan plan, Stamp start, List<Told> told, boolean honest) {}

  private OpinionFleet(long seed, long untilNanos) {
    random = new Random(seed);
    honest = seed % 2 != 0;
    plan = OpinionPlans.plan(random);
    this.untilNanos = untilNanos;
  }

  /** The story of a seed. */
  public static Story story(long seed, int seconds) {
    OpinionFleet fleet = new OpinionFleet(seed, seconds * SECOND);
    fleet.tellAll();
    Stamp start = new Stamp(-SECOND, WALL_MS - 1_000);
    return new Story(fleet.plan, start, fleet.told, fleet.honest);
  }

  private record Pending(long atNanos, Told what) {}

  private final List<Pending> pending = new ArrayList<>();

  private void tellAll() {
    plan.chains()
        .forEach(
            chain ->
                chains.put(
                    chain.id(),
                    new ChainModel(random, chains.size(), chain.blockTimeNanos(), untilNanos)));
    if (Features.on(Features.WALL_STEPS) && random.nextInt(2) == 0) {
      long step = random.nextInt(1_000) - 500L;
      wallSteps.put(random.nextInt(90) * SECOND, chance(3) ? 8 * step : step);
    }
    plan.nodes().forEach(this::life);
    orders();
    swaps();
    pending.sort(Comparator.comparingLong(Pending::atNanos));
    pending.forEach(p -> told.add(p.what()));
  }

  private Stamp stamp(long nanos) {
    long step = 0;
    for (Map.Entry<Long, Long> entry : wallSteps.entrySet()) {
      step += nanos >= entry.getKey() ? entry.getValue() : 0;
    }
    return new Stamp(nanos, WALL_MS + step + Math.floorDiv(nanos, MS));
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private long upTo(long nanos) {
    return (long) (random.nextDouble() * nanos);
  }

  /** One node's two minutes: polls, pushes, silences, faults. */
  private void life(NodePlan node) {
    new OpinionNode(this, node, chains.get(node.chain())).live();
  }

  boolean isHonest() {
    return honest;
  }

  Random random() {
    return random;
  }

  long untilNanos() {
    return untilNanos;
  }

  void at(long arrivesNanos, long stampNanos, String text, Tell tell) {
    Stamp at = stamp(stampNanos);
    pending.add(new Pending(arrivesNanos, new Told(at, text, (in, or) -> tell.tell(in, or, at))));
  }

  /** Tells an input with its stamp. */
  interface Tell {
    void tell(io.driftgate.core.GateInputs inputs, io.driftgate.core.GateOrders orders, Stamp at);
  }

  /** Of some fleets the journal is lost once for longer than is borne. */
  private long journalLostNanos() {
    return Features.on(Features.JOURNAL) && chance(4)
        ? upTo(untilNanos / 2)
        : Long.MAX_VALUE - LOST_NANOS;
  }

  private void orders() {
    lostNanos = journalLostNanos();
    journal(lostNanos, false);
    journal(lostNanos + LOST_NANOS, true);
    for (long at = 0; at < untilNanos; at += upTo(8 * SECOND) + 1) {
      order(at);
    }
  }

  private void swaps() {
    OpinionSwaps swaps = new OpinionSwaps(plan, random);
    int count = Features.on(Features.PLANS) ? random.nextInt(6) : 0;
    for (int i = 0; i < count; i++) {
      long at = upTo(untilNanos);
      FleetPlan next = swaps.next();
      at(at, at, "plan " + next, (in, or, s) -> or.onPlan(next, s));
    }
  }

  private void order(long at) {
    NodeId node = plan.nodes().get(random.nextInt(plan.nodes().size())).id();
    MarketId market = plan.markets().get(random.nextInt(plan.markets().size())).id();
    ChainId chain = plan.chains().get(random.nextInt(plan.chains().size())).id();
    long until = at + upTo(20 * SECOND);
    switch (random.nextInt(9)) {
      case 0 -> {
        if (Features.on(Features.DRAINS)) {
          at(
              at,
              at,
              "drain " + node + " until " + until,
              (in, or, s) -> or.onDrain(new DrainOrder(node, "w", "y", until, s)));
        }
      }
      case 1, 2 -> {
        if (Features.on(Features.OVERRIDES)) {
          override(at, market, until);
        }
      }
      case 3 -> {
        if (Features.on(Features.JOURNAL)) {
          boolean writable = !chance(3) && (at < lostNanos || at > lostNanos + LOST_NANOS);
          journal(at, writable);
        }
      }
      case 4 -> {
        if (Features.on(Features.QUIET)) {
          boolean alive = chance(2);
          at(
              at,
              at,
              "liveness " + chain + " " + alive,
              (in, or, s) -> in.onLiveness(new LivenessObserved(chain, alive, s)));
        }
      }
      default -> at(at, at, "tick", (in, or, s) -> in.onTick(s));
    }
  }

  private void journal(long at, boolean writable) {
    if (at < untilNanos) {
      at(
          at,
          at,
          "journal " + writable,
          (in, or, s) -> or.onJournal(new JournalChanged(writable, s)));
    }
  }

  private void override(long at, MarketId market, long until) {
    OverrideOrder.Kind kind = chance(2) ? OverrideOrder.Kind.FORCE : OverrideOrder.Kind.HOLD;
    Quotes quotes = List.of(Quotes.values()).get(random.nextInt(3));
    Liquidations liquidations = chance(2) ? Liquidations.PAUSED : Liquidations.ENABLED;
    at(
        at,
        at,
        kind + " " + market + " " + quotes + " " + liquidations + " until " + until,
        (in, or, s) ->
            or.onOverride(
                new OverrideOrder(market, kind, quotes, liquidations, "w", "y", until, s)));
  }
}

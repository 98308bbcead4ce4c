package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.RandomFleet.Input;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.HeaderFetched;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.order.DrainOrder;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.PlanRules;
import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.signal.Cause;
import io.driftgate.core.signal.GateSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random plans, drains and lies among random inputs. */
class RandomSwapTest {
  private static final int SEEDS = System.getProperty("soak") == null ? 4 : 60;
  private static final Stamp START = new Stamp(-1_000 * RandomFleet.MS, Scene.START_WALL_MS);

  private static final ChainId ETH = new ChainId("eth");

  private final List<GateSignal> signals = new ArrayList<>();

  private RiskGate gate(FleetPlan plan) {
    signals.clear();
    return new RiskGate(plan, 3, START, signals::add);
  }

  @Test
  void shouldSayTheSameWhenAnEqualPlanTakesOver() {
    for (int seed = 0; seed < SEEDS; seed++) {
      List<Input> inputs = RandomFleet.inputs(seed, true, 90);
      RiskGate plain = gate(RandomFleet.plan(seed));
      for (Input input : inputs) {
        plain.onTick(input.at());
        input.tell().accept(plain);
      }
      List<GateSignal> expected = List.copyOf(signals);
      RiskGate swapped = gate(RandomFleet.plan(seed));
      for (Input input : inputs) {
        swapped.onPlan(RandomFleet.plan(seed), input.at());
        input.tell().accept(swapped);
      }
      assertThat(signals).isEqualTo(expected);
      assertThat(swapped.nodes()).isEqualTo(plain.nodes());
      assertThat(swapped.chains()).isEqualTo(plain.chains());
      assertThat(swapped.held()).isEqualTo(plain.held());
    }
  }

  @Test
  void shouldNeverOpenBecauseOfAPlanNorBeLaxerThanItsBoundsAfterIt() {
    int swaps = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      FleetPlan plan = RandomFleet.plan(seed);
      RiskGate gate = gate(plan);
      Referee referee = new Referee(plan, gate);
      long nowNanos = START.nanos();
      for (Input input : RandomFleet.inputs(seed, true, 90)) {
        nowNanos = Math.max(nowNanos, input.at().nanos());
        FleetPlan next = random.nextInt(20) == 0 ? changed(plan, random, 6) : plan;
        if (!next.equals(plan) && PlanRules.check(next).isEmpty()) {
          gate.onPlan(next, input.at());
          swaps++;
          referee.check(nowNanos);
        }
        if (random.nextInt(40) == 0) {
          gate.onDrain(drain(random, input.at()));
          referee.check(nowNanos);
        }
        input.tell().accept(gate);
        referee.check(nowNanos);
        assertThat(gate.nextDeadlineNanos()).isGreaterThan(nowNanos);
      }
      assertThat(gate.held().isWithinBounds()).isTrue();
    }
    assertThat(swaps).isGreaterThan(10 * SEEDS);
  }

  private static DrainOrder drain(Random random, Stamp at) {
    NodeId node = new NodeId("n" + random.nextInt(6));
    return new DrainOrder(
        node, "ann", "", at.nanos() + random.nextInt(20_000) * RandomFleet.MS, at);
  }

  @Test
  void shouldRelaxNothingInTheStepOfASwap() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      FleetPlan plan = RandomFleet.plan(seed);
      RiskGate gate = gate(plan);
      for (Input input : RandomFleet.inputs(seed, true, 90)) {
        FleetPlan next = changed(plan, random, 6);
        if (random.nextInt(10) == 0 && PlanRules.check(next).isEmpty()) {
          gate.onPlan(next, input.at());
        }
        input.tell().accept(gate);
      }
      assertThat(signals)
          .filteredOn(signal -> signal.cause().kind() == Cause.Kind.CONFIGURATION)
          .allMatch(signal -> signal.quotesTo().compareTo(signal.quotesFrom()) >= 0)
          .allMatch(signal -> signal.liquidationsTo().compareTo(signal.liquidationsFrom()) >= 0);
    }
  }

  /** The markets stay; which nodes there are, and how they are judged, does not. */
  private static FleetPlan changed(FleetPlan plan, Random random, int oneLeavesOf) {
    List<NodePlan> nodes = new ArrayList<>();
    for (NodePlan node : plan.nodes()) {
      if (random.nextInt(oneLeavesOf) > 0) {
        nodes.add(random.nextInt(3) == 0 ? changed(node, random) : node);
      }
    }
    List<ChainPlan> chains = plan.chains().stream().map(c -> changed(c, random)).toList();
    return new FleetPlan(chains, nodes, plan.markets());
  }

  private static NodePlan changed(NodePlan node, Random random) {
    return new NodePlan(
        node.id(),
        node.chain(),
        node.cluster(),
        random.nextBoolean() ? "" : "op" + random.nextInt(3),
        random.nextBoolean() ? "" : "geth",
        random.nextInt(4),
        (2_000 + random.nextInt(4_000)) * RandomFleet.MS,
        0);
  }

  private static ChainPlan changed(ChainPlan chain, Random random) {
    QuorumPlan quorum =
        new QuorumPlan(new Ratio(51 + random.nextInt(40), 100), 1 + random.nextInt(2), 1, 1);
    return random.nextInt(3) > 0
        ? chain
        : new ChainPlan(
            chain.id(),
            chain.blockTimeNanos(),
            quorum,
            random.nextInt(2_000) * RandomFleet.MS,
            random.nextInt(2_000) * RandomFleet.MS,
            random.nextBoolean());
  }

  @Test
  void shouldHoldNoMoreThanItsBoundsWhateverNodesShowAndHandOut() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      RiskGate gate = gate(RandomFleet.plan(seed));
      for (int i = 0; i < 4_000; i++) {
        int step = i;
        NodeId node = new NodeId("n" + random.nextInt(6));
        Stamp at = new Stamp(i * RandomFleet.MS, Scene.START_WALL_MS + i);
        Head head = anyHead(random, i);
        gate.onHead(HeadObserved.pushed(node, at, head));
        gate.onHeader(new HeaderFetched(node, anyHead(random, i), at));
        gate.missingHeaders(ETH).stream()
            .map(ref -> new Head(ref.height(), ref.hash(), any(random, step), Hash.ZERO, 0))
            .forEach(missing -> gate.onHeader(new HeaderFetched(node, missing, at)));
        assertThat(gate.missingHeaders(ETH)).hasSizeLessThanOrEqualTo(6);
        if (i % 1_000 == 0) {
          assertThat(gate.held().isWithinBounds()).as(gate.held().toString()).isTrue();
        }
      }
      assertThat(gate.held().isWithinBounds()).as(gate.held().toString()).isTrue();
    }
  }

  /** Also quorums that change their minds: what one height's blocks are is drawn from few. */
  private static Head anyHead(Random random, int step) {
    return switch (random.nextInt(4)) {
      case 0 -> new Head(100 + random.nextInt(9), any(random, step), any(random, 0), Hash.ZERO, 0);
      case 1 ->
          new Head(random.nextLong(1L << 60), any(random, step), any(random, 9), Hash.ZERO, 0);
      default ->
          new Head(
              100 + step / 1_000, new Hash(step / 8, 7, 7, 7), any(random, step), Hash.ZERO, 0);
    };
  }

  private static Hash any(Random random, int step) {
    return new Hash(step + random.nextInt(5), 1, 1, 1);
  }
}

package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.RandomFleet.Input;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.signal.Cause;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.MarketRow;
import io.driftgate.core.view.RowHashes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The whole core under random fleets: what must hold after every step, whatever is told. */
class RandomFleetTest {
  /** {@code ./verify --soak} asks for more; its last figures are in docs/soak.md. */
  private static final int SEEDS = System.getProperty("soak") == null ? 3 : 60;

  private static final int SECONDS = 90;
  private static final Stamp START = new Stamp(-1_000 * RandomFleet.MS, Scene.START_WALL_MS);

  private final List<GateSignal> signals = new ArrayList<>();
  private long nowNanos;

  private RiskGate gate(FleetPlan plan) {
    signals.clear();
    nowNanos = START.nanos();
    return new RiskGate(plan, 3, START, signals::add);
  }

  private static Stamp at(long nanos) {
    return new Stamp(nanos, Scene.START_WALL_MS + nanos / RandomFleet.MS);
  }

  @Test
  void shouldNeverBeLaxerThanTheWorstBoundWhenInputsAloneTellTheTime() {
    int opened = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      FleetPlan plan = RandomFleet.plan(seed);
      RiskGate gate = gate(plan);
      Referee referee = new Referee(plan, gate);
      for (Input input : RandomFleet.inputs(seed, true, SECONDS)) {
        input.tell().accept(gate);
        checkStep(gate, referee, input.at().nanos());
      }
      opened += (int) signals.stream().filter(s -> s.quotesTo() == Quotes.OPEN).count();
    }
    assertThat(opened).as("openings among the samples").isGreaterThan(SEEDS);
  }

  @Test
  void shouldMeetEveryBoundAtItsDeadlineAndOnlyThen() {
    for (int seed = 0; seed < SEEDS; seed++) {
      FleetPlan plan = RandomFleet.plan(seed);
      RiskGate gate = gate(plan);
      Referee referee = new Referee(plan, gate);
      for (Input input : RandomFleet.inputs(seed, true, SECONDS)) {
        serveDeadlinesBefore(gate, referee, input.at().nanos());
        input.tell().accept(gate);
        checkStep(gate, referee, input.at().nanos());
      }
    }
  }

  private void serveDeadlinesBefore(RiskGate gate, Referee referee, long untilNanos) {
    int served = 0;
    while (gate.nextDeadlineNanos() < untilNanos) {
      tickWithoutEffect(gate, referee, gate.nextDeadlineNanos() - 1);
      long deadline = gate.nextDeadlineNanos();
      gate.onTick(at(deadline));
      checkStep(gate, referee, deadline);
      assertThat(served++).as("deadlines between two inputs").isLessThan(1_000);
    }
    tickWithoutEffect(gate, referee, untilNanos - 1);
  }

  private void tickWithoutEffect(RiskGate gate, Referee referee, long nanos) {
    int before = signals.size();
    if (nanos > nowNanos) {
      gate.onTick(at(nanos));
      checkStep(gate, referee, nanos);
      assertThat(signals).hasSize(before);
    }
  }

  private void checkStep(RiskGate gate, Referee referee, long stampNanos) {
    nowNanos = Math.max(nowNanos, stampNanos);
    assertThat(gate.nextDeadlineNanos()).isGreaterThan(nowNanos);
    referee.check(nowNanos);
  }

  @Test
  void shouldSayTheSameWhetherOrNotItIsAskedJustBeforeItsDeadlines() {
    for (int seed = 0; seed < SEEDS; seed++) {
      List<Input> inputs = RandomFleet.inputs(seed, true, SECONDS);
      RiskGate plain = gate(RandomFleet.plan(seed));
      inputs.forEach(input -> input.tell().accept(plain));
      List<GateSignal> expected = List.copyOf(signals);
      RiskGate asked = gate(RandomFleet.plan(seed));
      for (Input input : inputs) {
        long early = Math.min(input.at().nanos() - 1, asked.nextDeadlineNanos() - 1);
        asked.onTick(at(early));
        input.tell().accept(asked);
      }
      assertThat(signals).isEqualTo(expected);
      assertThat(asked.nodes()).isEqualTo(plain.nodes());
      assertThat(asked.chains()).isEqualTo(plain.chains());
    }
  }

  @Test
  void shouldSayTheSameTwiceAndNumberItWithoutGap() {
    for (int seed = 0; seed < SEEDS; seed++) {
      List<Input> inputs = RandomFleet.inputs(seed, true, SECONDS);
      RiskGate first = gate(RandomFleet.plan(seed));
      inputs.forEach(input -> input.tell().accept(first));
      List<GateSignal> expected = List.copyOf(signals);
      RiskGate second = gate(RandomFleet.plan(seed));
      inputs.forEach(input -> input.tell().accept(second));
      assertThat(signals).isEqualTo(expected);
      assertThat(second.markets().toString()).isEqualTo(first.markets().toString());
      assertThat(second.nodes().toString()).isEqualTo(first.nodes().toString());
      checkNumbers(second, expected);
    }
  }

  private static void checkNumbers(RiskGate gate, List<GateSignal> signals) {
    Map<MarketId, GateSignal> last = new HashMap<>();
    for (int i = 0; i < signals.size(); i++) {
      GateSignal signal = signals.get(i);
      GateSignal before = last.put(signal.market(), signal);
      assertThat(signal.seq()).isEqualTo(i + 1L);
      assertThat(signal.version()).isEqualTo(before == null ? 1 : before.version() + 1);
      assertThat(signal.quotesFrom())
          .isEqualTo(before == null ? Quotes.WITHDRAW : before.quotesTo());
      MarketRow row = gate.market(signal.market()).orElseThrow();
      assertThat(signal.rowHash())
          .isEqualTo(
              RowHashes.row(
                  signal.market(),
                  signal.version(),
                  signal.quotesTo(),
                  signal.liquidationsTo(),
                  row.pauseOnUnknown()));
    }
    last.values()
        .forEach(
            s ->
                assertThat(gate.market(s.market()).orElseThrow().rowHash()).isEqualTo(s.rowHash()));
  }

  @Test
  void shouldRelaxOneLevelAtATimeAndOnlyAfterHoldAndBlocks() {
    int relaxations = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      FleetPlan plan = RandomFleet.plan(seed);
      RiskGate gate = gate(plan);
      Referee referee = new Referee(plan, gate);
      RelaxationWatch watch = new RelaxationWatch(plan, gate, referee);
      for (Input input : RandomFleet.inputs(seed, true, SECONDS)) {
        int before = signals.size();
        input.tell().accept(gate);
        nowNanos = Math.max(nowNanos, input.at().nanos());
        List<GateSignal> told = signals.subList(before, signals.size());
        told.stream().filter(s -> s.cause().equals(Cause.DEADLINE)).forEach(watch::check);
        watch.step(nowNanos);
        told.stream().filter(s -> !s.cause().equals(Cause.DEADLINE)).forEach(watch::check);
      }
      relaxations += watch.relaxations();
    }
    assertThat(relaxations).isGreaterThan(SEEDS);
  }

  @Test
  void shouldBelieveTheSameInWhateverOrderNodesAreHeardAtOneInstant() {
    for (int seed = 0; seed < SEEDS; seed++) {
      List<Input> inputs = RandomFleet.inputs(seed, false, 60);
      RiskGate one = gate(RandomFleet.plan(seed));
      inputs.forEach(input -> input.tell().accept(one));
      RiskGate two = gate(RandomFleet.plan(seed));
      shuffledWithinInstants(inputs, new Random(seed)).forEach(i -> i.tell().accept(two));
      assertThat(two.chains().toString().replaceAll("revision=\\d+", ""))
          .isEqualTo(one.chains().toString().replaceAll("revision=\\d+", ""));
      assertThat(two.nodes().toString()).isEqualTo(one.nodes().toString());
    }
  }

  private static List<Input> shuffledWithinInstants(List<Input> inputs, Random random) {
    List<Input> shuffled = new ArrayList<>();
    int from = 0;
    while (from < inputs.size()) {
      int to = from;
      while (to < inputs.size() && inputs.get(to).at().equals(inputs.get(from).at())) {
        to++;
      }
      List<Input> instant = new ArrayList<>(inputs.subList(from, to));
      shuffled.addAll(shuffledAcrossNodes(instant, random));
      from = to;
    }
    return shuffled;
  }

  /** What one node says stays in its order: a poll that follows a push means something else. */
  private static List<Input> shuffledAcrossNodes(List<Input> instant, Random random) {
    Map<String, Deque<Input>> byNode = new HashMap<>();
    instant.forEach(i -> byNode.computeIfAbsent(i.node(), n -> new ArrayDeque<>()).add(i));
    List<Input> turns = new ArrayList<>(instant);
    Collections.shuffle(turns, random);
    return turns.stream().map(turn -> byNode.get(turn.node()).remove()).toList();
  }

  @Test
  void shouldStayClosedAfterShutdownWhateverComes() {
    RiskGate gate = gate(RandomFleet.plan(1));
    List<Input> inputs = RandomFleet.inputs(1, false, 60);
    inputs.forEach(input -> input.tell().accept(gate));
    assertThat(gate.markets()).anyMatch(row -> row.quotes() != Quotes.WITHDRAW);
    gate.shutdown(at(60_000 * RandomFleet.MS));
    RandomFleet.inputs(2, false, 200).forEach(input -> input.tell().accept(gate));
    assertThat(gate.markets()).allMatch(row -> row.quotes() == Quotes.WITHDRAW);
    assertThat(gate.markets()).extracting(MarketRow::liquidations).doesNotContainNull();
  }
}

package io.driftgate.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.measure.ChainTracker;
import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.PolicyPlan;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.RecoveryPlan;
import io.driftgate.core.plan.ShadowPlan;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Semantics §6.8, the gate's half: a new configuration never opens anything by itself. */
class SwapTest {
  private static final ChainId ETH = new ChainId("eth");

  private final GateStage stage = new GateStage();

  private void openBoth() {
    stage.start(
        List.of(
            GateStage.market("A", "chain:eth", GateStage.stale("p", 5_000)),
            GateStage.market("B", "chain:l2", GateStage.stale("p", 5_000))));
    stage.blocks(100, 115, 0);
    assertThat(stage.quotes("A")).isEqualTo(Quotes.OPEN);
    assertThat(stage.quotes("B")).isEqualTo(Quotes.OPEN);
    stage.moves.clear();
  }

  @Test
  void shouldKeepEverythingThatIsEqual() {
    openBoth();
    stage.blocks(116, 120, 16_000);
    stage.replan(
        List.of(
            GateStage.market("B", "chain:l2", GateStage.stale("p", 5_000)),
            GateStage.market("A", "chain:eth", GateStage.stale("p", 5_000))),
        Set.of(),
        20_500);
    assertThat(stage.moves).isEmpty();
    assertThat(stage.row("A").version()).isEqualTo(1);
    stage.tickNanos(25_000 * GateStage.MS + 1);
    assertThat(stage.moves).containsExactly("A OPEN>WITHDRAW", "B OPEN>WITHDRAW");
  }

  @Test
  void shouldLetTheRunOfAnEqualMarketGoOn() {
    stage.start(List.of(GateStage.market("A", "chain:eth", GateStage.stale("p", 5_000))));
    stage.blocks(100, 108, 0);
    stage.replan(
        List.of(GateStage.market("A", "chain:eth", GateStage.stale("p", 5_000))), Set.of(), 8_500);
    stage.blocks(109, 110, 9_000).tick(11_000);
    assertThat(stage.quotes("A")).isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldBeginAllRunsAnewWhenAPolicyIsLoosened() {
    openBoth();
    stage.tick(20_001);
    assertThat(stage.quotes("A")).isEqualTo(Quotes.WITHDRAW);
    stage.replan(
        List.of(GateStage.market("A", "chain:eth", GateStage.stale("p", 60_000))),
        Set.of(),
        21_000);
    assertThat(stage.quotes("A")).isEqualTo(Quotes.WITHDRAW);
    assertThat(stage.row("A").version()).isEqualTo(2);
    stage.blocks(116, 134, 22_000).tick(40_999);
    assertThat(stage.quotes("A")).as("flapped: 20 s from the swap on").isEqualTo(Quotes.WITHDRAW);
    stage.tick(41_000);
    assertThat(stage.quotes("A")).isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldRestrictAtOnceWhereTheNewPlanAsksForIt() {
    openBoth();
    stage.replan(
        List.of(
            GateStage.market("A", "chain:eth", GateStage.stale("q", 2_000)),
            GateStage.market("B", "chain:l2", GateStage.stale("p", 5_000))),
        Set.of(),
        18_000);
    assertThat(stage.moves).containsExactly("A OPEN>WITHDRAW");
  }

  @Test
  void shouldWithdrawWhatIsGoneAndStartWhatIsNewClosed() {
    openBoth();
    stage.replan(
        List.of(
            GateStage.market("B", "chain:l2", GateStage.stale("p", 5_000)),
            GateStage.market("C", "chain:eth", GateStage.stale("p", 5_000))),
        Set.of(),
        15_500);
    assertThat(stage.moves).containsExactly("A OPEN>WITHDRAW");
    assertThat(stage.gates.row(new MarketId("A"), 0)).isEmpty();
    assertThat(stage.quotes("C")).isEqualTo(Quotes.WITHDRAW);
    assertThat(stage.row("C").version()).isZero();
    stage.blocks(116, 126, 16_000);
    assertThat(stage.quotes("C")).isEqualTo(Quotes.OPEN);
    assertThat(stage.gates.order(force("A"))).isFalse();
  }

  private static OverrideOrder force(String market) {
    return new OverrideOrder(
        new MarketId(market),
        OverrideOrder.Kind.FORCE,
        Quotes.WITHDRAW,
        Liquidations.ENABLED,
        "ann",
        "why",
        90_000 * GateStage.MS,
        GateStage.stamp(15_000));
  }

  @Test
  void shouldKeepAnOverrideOverASwap() {
    openBoth();
    assertThat(stage.gates.order(force("A"))).isTrue();
    stage.replan(
        List.of(GateStage.market("A", "chain:eth", GateStage.stale("q", 9_000))), Set.of(), 15_500);
    assertThat(stage.row("A").override()).isPresent();
    assertThat(stage.row("A").reasons()).extracting("bound").contains("OVERRIDE");
  }

  @Test
  void shouldBuildAnewWhatLivesOnAChainThatChanged() {
    openBoth();
    ChainTracker renewed = stage.renew(ETH);
    stage.replan(stage.markets(), Set.of(ETH), 15_500);
    assertThat(stage.quotes("A"))
        .as("nothing is known of the new tracker yet")
        .isEqualTo(Quotes.WITHDRAW);
    assertThat(stage.quotes("B")).isEqualTo(Quotes.OPEN);
    stage.blocks(116, 140, 16_000);
    assertThat(renewed.readout().rises()).isPositive();
    assertThat(stage.quotes("A")).isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldSwapShadowsAsMarkets() {
    openBoth();
    ShadowPlan shadow = new ShadowPlan(new MarketId("A"), GateStage.stale("s", 2_000));
    stage.replan(stage.markets(), List.of(shadow), Set.of(), 15_500);
    assertThat(stage.gates.shadows(0)).extracting("policy").containsExactly("s");
    stage.blocks(116, 126, 16_000);
    stage.replan(stage.markets(), List.of(), Set.of(), 26_500);
    assertThat(stage.shadowMoves).containsExactly("s A WITHDRAW>OPEN", "s A OPEN>WITHDRAW");
    assertThat(stage.gates.shadows(0)).isEmpty();
    assertThat(stage.moves).isEmpty();
  }

  @Test
  void shouldLeaveNothingBehindOverAThousandSwaps() {
    openBoth();
    swapThousandTimes(2);
    int slots = stage.deadlines.size();
    int subscribers = subscribers();
    swapThousandTimes(1_000);
    assertThat(stage.deadlines.size()).isEqualTo(slots);
    assertThat(subscribers()).isLessThanOrEqualTo(subscribers);
  }

  @Test
  void shouldLetGoOfWhatNoMarketReadsAnyMore() {
    MarketPlan chain = GateStage.market("A", "chain:eth", GateStage.stale("p", 5_000));
    MarketPlan cluster = GateStage.market("B", "cluster:c", GateStage.median("m", 5_000));
    MarketPlan node = GateStage.market("C", "node:eth-0", GateStage.median("n", 5_000));
    stage.start(List.of(chain, cluster));
    int slots = stage.deadlines.size();
    int subscribers = subscribers();
    stage.replan(List.of(chain, node), Set.of(), 100);
    stage.replan(List.of(chain), Set.of(), 200);
    stage.replan(List.of(chain, cluster), Set.of(), 300);
    assertThat(stage.deadlines.size()).isEqualTo(slots);
    assertThat(subscribers()).as("once others subscribed").isEqualTo(subscribers);
  }

  private static PolicyPlan finality(long staleMs) {
    return GateStage.policy(
        "f",
        GateStage.bound(Metric.HEAD_STALENESS, staleMs),
        GateStage.bound(Metric.FINALITY_STALENESS, 90_000));
  }

  private Quotes askedBy(String market) {
    return stage.row(market).legs().get(0).quotes();
  }

  @Test
  void shouldBearNoValueOfAnEqualBoundNoLongerBecauseOfASwap() {
    stage.start(List.of(GateStage.market("A", "chain:eth", finality(5_000))));
    stage.blocks(100, 110, 0);
    stage.replan(List.of(GateStage.market("A", "chain:eth", finality(6_000))), Set.of(), 10_500);
    stage.blocks(111, 130, 11_000);
    assertThat(askedBy("A")).isEqualTo(Quotes.OPEN);
    stage.tickNanos(30_000 * GateStage.MS + 1);
    assertThat(askedBy("A")).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldBearNoValueAnewOfABoundThatWasGoneInBetween() {
    stage.start(List.of(GateStage.market("A", "chain:eth", finality(5_000))));
    stage.blocks(100, 110, 0);
    stage.replan(
        List.of(GateStage.market("A", "chain:eth", GateStage.stale("p", 5_000))), Set.of(), 10_500);
    stage.replan(List.of(GateStage.market("A", "chain:eth", finality(5_000))), Set.of(), 10_600);
    stage.blocks(111, 140, 11_000);
    assertThat(askedBy("A")).isEqualTo(Quotes.OPEN);
    stage.tickNanos(40_600 * GateStage.MS + 1);
    assertThat(askedBy("A")).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldRecoverAsTheNewPlanSays() {
    stage.start(List.of(GateStage.market("A", "chain:eth", GateStage.stale("p", 5_000))));
    stage.blocks(100, 103, 0);
    RecoveryPlan quick =
        new RecoveryPlan(2_000 * GateStage.MS, 2, Ratio.ONE, 0, 2_000 * GateStage.MS, 0);
    PolicyPlan policy = GateStage.policy("p", quick, GateStage.bound(Metric.HEAD_STALENESS, 5_000));
    stage.replan(List.of(GateStage.market("A", "chain:eth", policy)), Set.of(), 3_500);
    stage.blocks(104, 105, 4_000);
    assertThat(stage.quotes("A")).isEqualTo(Quotes.WITHDRAW);
    stage.tick(5_500);
    assertThat(stage.quotes("A")).isEqualTo(Quotes.OPEN);
  }

  private void swapThousandTimes(int times) {
    for (int i = 0; i < times; i++) {
      List<MarketPlan> markets =
          List.of(
              GateStage.market("A", "chain:eth", GateStage.stale("p" + i, 5_000 + i)),
              GateStage.market("C" + i, "cluster:c", GateStage.median("m", 5_000 + i)),
              GateStage.market("D", "node:eth-0", GateStage.median("n", 6_000 + i)));
      stage.replan(markets, i % 2 == 0 ? Set.of() : Set.of(ETH), 20_000 + i);
    }
  }

  /** Of the node that has most of them, and of its chain. */
  private int subscribers() {
    ChainTracker eth = stage.chains.get(ETH);
    int nodes = eth.nodes().stream().mapToInt(node -> node.measured().size()).sum();
    return nodes
        + eth.topics().reference().size()
        + eth.topics().states().size()
        + eth.topics().finality().size();
  }

  @Test
  void shouldShareWhatIsEqualAndOnlyThat() {
    Legs legs = new Legs(stage.deadlines);
    stage.start(List.of(GateStage.market("A", "chain:eth", GateStage.stale("p", 5_000))));
    ChainTracker eth = stage.chains.get(ETH);
    Leg one = legs.of(GateStage.leg("chain:eth", GateStage.stale("p", 5_000)), eth);
    assertThat(legs.of(GateStage.leg("chain:eth", GateStage.stale("p", 5_000)), eth)).isSameAs(one);
    assertThat(legs.of(GateStage.leg("chain:eth", GateStage.stale("q", 5_000)), eth))
        .isNotSameAs(one);
    assertThat(Gauges.observers(eth, one.plan().target()).numerator(0)).isZero();
    assertThat(eth.nodes().get(0).plan().id()).isEqualTo(new NodeId("eth-0"));
  }
}

package io.driftgate.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.MarketId;
import io.driftgate.core.order.Openings;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.ShadowPlan;
import io.driftgate.core.signal.Quotes;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is on, on which chain, and in which order. */
class RosterTest {
  private final GateStage stage = new GateStage();

  private static MarketPlan market(String id, String target) {
    return GateStage.market(id, target, GateStage.stale("p", 5_000));
  }

  @Test
  void shouldFindTheChainOfAClusterAndOfANode() {
    stage.start(List.of(market("C", "cluster:d"), market("N", "node:l2-1")));
    stage.blocks(100, 115, 0);
    assertThat(stage.quotes("C")).isEqualTo(Quotes.OPEN);
    assertThat(stage.quotes("N")).isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldListMarketsByIdAndShadowsBesideThem() {
    stage.start(List.of(market("B", "chain:l2"), market("A", "chain:eth")));
    ShadowPlan shadow = new ShadowPlan(new MarketId("A"), GateStage.stale("s", 2_000));
    stage.replan(stage.markets(), List.of(shadow), Set.of(), 100);
    assertThat(stage.gates.rows(0)).extracting(row -> row.id().value()).containsExactly("A", "B");
    assertThat(stage.gates.shadows(0))
        .extracting(row -> row.row().id().value())
        .containsExactly("A");
  }

  @Test
  void shouldLineUpOnlyThoseOfThePlan() {
    Legs legs = new Legs(stage.deadlines);
    Journal journal = new Journal(Openings.AT_ONCE, stage.deadlines, () -> {});
    Roster roster = new Roster(legs, journal, stage.deadlines, stage);
    roster.become(
        List.of(market("A", "chain:eth"), market("B", "chain:eth")),
        List.of(),
        stage.chains,
        Set.of(),
        GateStage.stamp(0));
    assertThat(roster.marked().cardinality()).as("all are looked at").isEqualTo(2);
    roster.become(
        List.of(market("B", "chain:eth")), List.of(), stage.chains, Set.of(), GateStage.stamp(1));
    assertThat(roster.entries()).hasSize(1);
    assertThat(roster.entry(0).gate().id()).isEqualTo(new MarketId("B"));
    assertThat(roster.marked().cardinality()).isEqualTo(1);
    assertThat(legs.all()).hasSize(1);
    assertThat(legs.all().iterator().next().markets()).containsExactly(roster.entry(0));
    assertThat(roster.find(new MarketId("A"))).isEmpty();
  }
}

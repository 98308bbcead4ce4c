package io.driftgate.core.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.plan.Ratio;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes in the plan's order, each with an index of its own, of which there are few. */
class RosterTest {
  private static final ChainId ETH = new ChainId("eth");

  private final Deadlines deadlines = new Deadlines();
  private final ChainTracker chain =
      Trackers.of(
          new ChainPlan(ETH, 1_000, new QuorumPlan(new Ratio(2, 3), 2, 1, 1), 0, 0, false),
          List.of(node("x", 1)));
  private final Roster roster =
      new Roster((plan, index) -> new NodeTracker(plan, index, chain, deadlines));

  private static NodePlan node(String id, int weight) {
    return new NodePlan(new NodeId(id), ETH, "", "", "", weight, 1_000, 0);
  }

  private List<String> ids() {
    return roster.nodes().stream().map(node -> node.plan().id().value()).toList();
  }

  @Test
  void shouldGiveAFreeIndexToTheNextThatComes() {
    assertThat(roster.become(List.of(node("a", 1), node("b", 1), node("c", 1)))).isEmpty();
    assertThat(roster.width()).isEqualTo(3);
    NodeTracker b = roster.nodes().get(1);
    assertThat(roster.become(List.of(node("c", 1), node("a", 1)))).containsExactly(b);
    assertThat(ids()).containsExactly("c", "a");
    assertThat(deadlines.size()).as("b has left").isEqualTo(2);
    roster.become(List.of(node("a", 1), node("d", 1), node("c", 1)));
    assertThat(roster.nodes()).extracting(NodeTracker::index).containsExactly(0, 1, 2);
    assertThat(roster.width()).isEqualTo(3);
  }

  @Test
  void shouldKeepWhoStaysAndGiveItItsNewPlan() {
    roster.become(List.of(node("a", 1), node("b", 1)));
    NodeTracker a = roster.nodes().get(0);
    assertThat(roster.differsFrom(List.of(node("b", 1), node("a", 1)))).isFalse();
    assertThat(roster.differsFrom(List.of(node("b", 1), node("a", 5)))).isTrue();
    assertThat(roster.differsFrom(List.of(node("b", 1)))).isTrue();
    roster.become(List.of(node("a", 5), node("b", 1)));
    assertThat(roster.nodes().get(0)).isSameAs(a);
    assertThat(a.plan().weight()).isEqualTo(5);
    roster.reorder(List.of(node("b", 1), node("a", 5)));
    assertThat(ids()).containsExactly("b", "a");
  }
}

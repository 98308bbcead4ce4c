package io.driftgate.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftgate.simulator.node.FaultKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScriptTest {
  private static final long EPOCH = 4;

  @Test
  void shouldWalkThroughEveryScenarioWithCalmBetween() {
    assertThat(Script.of(Scenario.TOUR, 5, 1_000, EPOCH))
        .extracting(Stage::name)
        .containsExactly(
            "calm",
            "laggard",
            "calm",
            "silent-socket",
            "calm",
            "fork",
            "calm",
            "stall",
            "calm",
            "outage",
            "calm",
            "finality-stall",
            "calm",
            "liar",
            "calm");
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000, 2_000})
  void shouldGiveAPersonTimeToFollowTheTour(long blockTimeMs) {
    for (Stage stage : Script.of(Scenario.TOUR, 5, blockTimeMs, EPOCH)) {
      assertThat(stage.durationMs()).as(stage.name()).isBetween(10_000L, 32_000L);
      assertThat(stage.text()).as(stage.name()).isNotBlank().doesNotContain("\n", "%s");
    }
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void shouldLeaveNoGapBetweenStages(Scenario scenario) {
    long endMs = 0;
    for (Stage stage : Script.of(scenario, 4, 12_000, 32)) {
      assertThat(stage.startsAtMs()).isEqualTo(endMs);
      endMs = stage.endsAtMs();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 7, 12, 50})
  void shouldForkFewEnoughToLeaveAQuorumAndFellTooManyForOne(int nodes) {
    long forked = faults(Scenario.FORK, nodes);
    long fallen = faults(Scenario.OUTAGE, nodes);

    assertThat(3 * (nodes - forked)).isGreaterThanOrEqualTo(2L * nodes);
    assertThat(3 * (nodes - fallen)).isLessThan(2L * nodes);
    assertThat(fallen).isLessThan(nodes);
  }

  @Test
  void shouldHangSomeAndRefuseSomeInAnOutage() {
    assertThat(trouble(Scenario.OUTAGE, 4).faults().values())
        .extracting(fault -> fault.kind())
        .contains(FaultKind.HUNG, FaultKind.REFUSING);
  }

  @Test
  void shouldHoldFinalityForLongerThanAnEpochAndAFewBlocks() {
    Stage stall = Script.of(Scenario.FINALITY_STALL, 4, 12_000, 32).get(1);

    assertThat(stall.durationMs()).isGreaterThanOrEqualTo((32 + 8) * 12_000);
  }

  @Test
  void shouldNameTheNodesInTheText() {
    assertThat(Script.of(Scenario.LAGGARD, 5, 1_000, EPOCH).get(1).text()).startsWith("sim-5 ");
  }

  @Test
  void shouldFindAScenarioByItsName() {
    for (String name : Scenario.names().keySet()) {
      assertThat(Scenario.named(name).key()).isEqualTo(name);
      assertThat(Scenario.names().get(name)).isNotBlank();
    }
  }

  @Test
  void shouldListTheNamesWhenThereIsNoSuchScenario() {
    assertThatThrownBy(() -> Scenario.named("earthquake"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("earthquake")
        .hasMessageContaining("calm, laggard, silent-socket, fork, stall, outage")
        .hasMessageContaining("tour");
  }

  private static long faults(Scenario scenario, int nodes) {
    return trouble(scenario, nodes).faults().size();
  }

  private static Trouble trouble(Scenario scenario, int nodes) {
    List<Stage> stages = Script.of(scenario, nodes, 1_000, EPOCH);
    return stages.get(1).trouble();
  }
}

package io.driftgate.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.simulator.chain.Block;
import io.driftgate.simulator.chain.ChainModel;
import io.driftgate.simulator.chain.ChainSpec;
import io.driftgate.simulator.node.FaultKind;
import io.driftgate.simulator.node.SimulatedNode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What must hold of every node at every instant of the tour, twice over, on chains of any rhythm.
 */
final class TourTest {
  private final Recorder told = new Recorder();

  @ParameterizedTest
  @CsvSource({
    "3,1000,1,0",
    "4,1000,4,10",
    "4,1000,4,600",
    "5,2000,2,25",
    "7,500,8,0",
    "6,12000,32,7"
  })
  void shouldNeverContradictWhatAnyNodeCallsFinalized(
      int nodes, long blockTimeMs, long epoch, long offsetMs) {
    List<Stage> stages = Script.of(Scenario.TOUR, nodes, blockTimeMs, epoch);
    FleetModel fleet =
        new FleetModel(
            new ChainSpec(1337, blockTimeMs, epoch, nodes, 1_700_000_000_000L), nodes, stages);
    fleet.startScenarioAt(offsetMs * 1_000_000);
    long endNanos = (offsetMs + 2 * stages.get(stages.size() - 1).endsAtMs()) * 1_000_000;

    while (fleet.nextNanos() < endNanos) {
      fleet.advanceTo(fleet.nextNanos(), told);
      check(fleet);
    }
    assertThat(told.stages).hasSize(2 * stages.size());
  }

  private static void check(FleetModel fleet) {
    long highestFinalized = 0;
    for (int i = 0; i < fleet.nodeCount(); i++) {
      SimulatedNode node = fleet.node(i);
      long finalized = node.finalized().orElseThrow().height();
      long safe = node.safe().orElseThrow().height();
      assertThat(finalized).isLessThanOrEqualTo(safe);
      assertThat(safe).isLessThanOrEqualTo(node.head().height());
      highestFinalized = Math.max(highestFinalized, finalized);
    }
    Block finalized = fleet.chain().at(ChainModel.MAIN, highestFinalized).orElseThrow();
    for (int i = 0; i < fleet.nodeCount(); i++) {
      assertAgrees(fleet.node(i), finalized);
    }
  }

  private static void assertAgrees(SimulatedNode node, Block finalized) {
    if (node.fault().kind() != FaultKind.LIE && node.head().height() >= finalized.height()) {
      assertThat(node.at(finalized.height())).contains(finalized);
    }
  }
}

package io.driftgate.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftgate.simulator.chain.Block;
import io.driftgate.simulator.chain.ChainModel;
import io.driftgate.simulator.chain.ChainSpec;
import io.driftgate.simulator.node.Fault;
import io.driftgate.simulator.node.FaultKind;
import io.driftgate.simulator.node.Reach;
import io.driftgate.simulator.node.SimulatedNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each fault shows from second 10 on and is healed at second 20; blocks come every second. */
final class FleetModelTest {
  private static final long MS = 1_000_000;
  private static final long SETTLED_MS = 100;
  private static final int SICK = 3;
  private static final int WELL = 0;

  private final Recorder told = new Recorder();

  @Test
  void shouldBringEveryBlockToEachNodeAfterItsOwnLatency() {
    FleetModel fleet = fleet(Trouble.NONE);
    advance(fleet, 1_004);
    assertThat(told.heads).as("no block travels in less than 5 ms").isEmpty();

    advance(fleet, 1_041);
    for (int node = 0; node < fleet.nodeCount(); node++) {
      assertThat(told.heads(node)).containsExactly(fleet.chain().tip());
    }
  }

  @Test
  void shouldTellTheSameFromTheSameSeed() {
    FleetModel one = fleet(Trouble.of(Map.of(SICK, Fault.of(FaultKind.FORK))));
    FleetModel other = fleet(Trouble.of(Map.of(SICK, Fault.of(FaultKind.FORK))));
    Recorder otherTold = new Recorder();
    advance(one, 25_000);
    for (long ms = 0; ms <= 25_000; ms += 7) {
      other.advanceTo(ms * MS, otherTold);
    }
    other.advanceTo(25_000 * MS, otherTold);

    assertThat(hashes(otherTold)).isEqualTo(hashes(told));
  }

  @Test
  void shouldAlwaysKnowItsNextInstant() {
    FleetModel fleet = fleet(Trouble.of(Map.of(SICK, Fault.delay(900 * MS))));
    long last = -1;
    for (int events = 0; events < 500; events++) {
      long next = fleet.nextNanos();
      assertThat(next).isGreaterThan(last);
      fleet.advanceTo(next, told);
      last = next;
    }
  }

  @Test
  void shouldDelayPushAndAnswersOfALaggard() {
    FleetModel fleet = sick(Fault.delay(900 * MS));
    advance(fleet, 15_890);
    assertThat(height(fleet, SICK)).isEqualTo(height(fleet, WELL) - 1);

    advance(fleet, 15_950);
    assertThat(height(fleet, SICK)).isEqualTo(height(fleet, WELL));
    heals(fleet);
  }

  @Test
  void shouldStopPushingAndGoOnAnsweringWithASilentSocket() {
    FleetModel fleet = sick(Fault.of(FaultKind.SILENT_PUSH));
    told.clear();
    advance(fleet, 15_000 + SETTLED_MS);

    assertThat(told.heads(SICK)).isEmpty();
    assertThat(told.heads(WELL)).hasSize(5);
    assertThat(height(fleet, SICK)).isEqualTo(height(fleet, WELL));
    heals(fleet);
  }

  @Test
  void shouldShowAnotherBranchAndReorgBack() {
    FleetModel fleet = sick(Fault.of(FaultKind.FORK));
    advance(fleet, 15_000 + SETTLED_MS);
    Block forked = fleet.node(SICK).head();
    Block main = fleet.node(WELL).head();
    assertThat(forked.height()).isEqualTo(main.height());
    assertThat(forked.hash()).isNotEqualTo(main.hash());
    assertThat(fleet.node(SICK).at(main.height() - 2))
        .isNotEqualTo(fleet.node(WELL).at(main.height() - 2));
    assertThat(fleet.node(SICK).find(forked.hash())).contains(forked);
    assertThat(fleet.node(WELL).find(forked.hash())).isEmpty();
    assertThat(fleet.node(SICK).finalized()).isPresent();

    advance(fleet, 20_000);
    List<Block> pushed = told.heads(SICK);
    assertThat(pushed.get(pushed.size() - 2).branch()).isEqualTo(forked.branch());
    assertThat(pushed.get(pushed.size() - 1).branch())
        .as("the reorg is pushed")
        .isEqualTo(ChainModel.MAIN);
    heals(fleet);
    assertThat(fleet.node(SICK).find(forked.hash())).isEmpty();
  }

  @Test
  void shouldFreezeAHeadThatIsStillAnswered() {
    FleetModel fleet = sick(Fault.of(FaultKind.FREEZE));
    long frozen = height(fleet, SICK);
    advance(fleet, 15_000 + SETTLED_MS);

    assertThat(height(fleet, SICK)).isEqualTo(frozen).isLessThan(height(fleet, WELL));
    assertThat(fleet.node(SICK).reach()).isEqualTo(Reach.ANSWERS);
    heals(fleet);
  }

  @Test
  void shouldLieAboutHeightUnderAHashThatHolds() {
    FleetModel fleet = sick(Fault.lie(30_000_000));
    advance(fleet, 15_000 + SETTLED_MS);
    SimulatedNode liar = fleet.node(SICK);

    assertThat(liar.head().height()).isEqualTo(height(fleet, WELL) + 30_000_000);
    assertThat(liar.head().hash()).isEqualTo(liar.head().header().hash());
    assertThat(fleet.chain().find(liar.head().header().parentHash())).isEmpty();
    assertThat(liar.at(liar.head().height())).contains(liar.head());
    assertThat(liar.at(height(fleet, WELL))).contains(fleet.node(WELL).head());
    assertThat(liar.at(height(fleet, WELL) + 1)).isEmpty();
    assertThat(liar.finalized()).isEqualTo(fleet.node(WELL).finalized());
    heals(fleet);
  }

  @Test
  void shouldStopFinalityOfOneNode() {
    FleetModel fleet = sick(Fault.of(FaultKind.STOPPED_FINALITY));
    advance(fleet, 19_000 + SETTLED_MS);

    assertThat(height(fleet, SICK)).isEqualTo(height(fleet, WELL));
    assertThat(finalized(fleet, SICK)).isLessThan(finalized(fleet, WELL));
    heals(fleet);
    assertThat(finalized(fleet, SICK)).isEqualTo(finalized(fleet, WELL));
  }

  @Test
  void shouldHangAndRefuseAndComeBack() {
    FleetModel fleet =
        fleet(Trouble.of(Map.of(2, Fault.of(FaultKind.HUNG), SICK, Fault.of(FaultKind.REFUSING))));
    advance(fleet, 15_000);
    assertThat(told.reaches).containsExactly("2 HANGS", "3 REFUSES");
    assertThat(fleet.node(SICK).pushes()).isFalse();

    heals(fleet);
    assertThat(told.reaches).endsWith("2 ANSWERS", "3 ANSWERS");
  }

  @Test
  void shouldStallEveryNodeAtTheSameBlock() {
    FleetModel fleet = fleet(Trouble.BLOCKS_STALLED);
    advance(fleet, 10_000);
    long stalled = fleet.chain().tip().height();
    advance(fleet, 19_999);

    for (int node = 0; node < fleet.nodeCount(); node++) {
      assertThat(height(fleet, node)).isEqualTo(stalled);
    }
    heals(fleet);
    assertThat(height(fleet, WELL)).isGreaterThan(stalled);
  }

  @Test
  void shouldHoldFinalityOfEveryNodeWhileHeadsAdvance() {
    FleetModel fleet = fleet(Trouble.FINALITY_HELD);
    advance(fleet, 10_000);
    long held = finalized(fleet, WELL);
    advance(fleet, 19_999);
    assertThat(finalized(fleet, WELL)).isEqualTo(held);
    assertThat(height(fleet, WELL) - held).isGreaterThan(12);

    heals(fleet);
    assertThat(height(fleet, WELL) - finalized(fleet, WELL)).isBetween(8L, 11L);
  }

  @Test
  void shouldStartOverWhenTheScenarioEnds() {
    FleetModel fleet = fleet(Trouble.BLOCKS_STALLED);
    advance(fleet, 65_000);

    assertThat(told.stages)
        .containsExactly("before", "trouble", "after", "before", "trouble", "after", "before");
  }

  @Test
  void shouldBeginTheScenarioLaterThanTheChainWhenTold() {
    FleetModel fleet = fleet(Trouble.BLOCKS_STALLED);
    fleet.startScenarioAt(5_000 * MS);
    advance(fleet, 4_999);
    assertThat(told.stages).isEmpty();
    assertThat(fleet.chain().tip().header().timestampSeconds()).isEqualTo(1_700_000_004L);

    advance(fleet, 15_000);
    assertThat(told.stages).containsExactly("before", "trouble");
    assertThatThrownBy(() -> fleet.startScenarioAt(0)).isInstanceOf(IllegalStateException.class);
  }

  private FleetModel sick(Fault fault) {
    FleetModel fleet = fleet(Trouble.of(Map.of(SICK, fault)));
    advance(fleet, 9_000 + SETTLED_MS);
    assertThat(fleet.node(SICK).head()).isEqualTo(fleet.node(WELL).head());
    advance(fleet, 10_000 + SETTLED_MS);
    return fleet;
  }

  private void heals(FleetModel fleet) {
    advance(fleet, 22_000 + SETTLED_MS);
    for (int node = 0; node < fleet.nodeCount(); node++) {
      assertThat(fleet.node(node).head()).isEqualTo(fleet.chain().tip());
    }
  }

  private void advance(FleetModel fleet, long ms) {
    fleet.advanceTo(ms * MS, told);
  }

  private static long height(FleetModel fleet, int node) {
    return fleet.node(node).head().height();
  }

  private static long finalized(FleetModel fleet, int node) {
    return fleet.node(node).finalized().orElseThrow().height();
  }

  private static List<String> hashes(Recorder recorder) {
    return recorder.heads.entrySet().stream()
        .flatMap(e -> e.getValue().stream().map(block -> e.getKey() + " " + block.hash()))
        .toList();
  }

  private static FleetModel fleet(Trouble trouble) {
    List<Stage> stages =
        List.of(
            new Stage("before", 0, 10_000, "", Trouble.NONE),
            new Stage("trouble", 10_000, 10_000, "", trouble),
            new Stage("after", 20_000, 10_000, "", Trouble.NONE));
    return new FleetModel(new ChainSpec(1337, 1_000, 4, 42, 1_700_000_000_000L), 4, stages);
  }
}

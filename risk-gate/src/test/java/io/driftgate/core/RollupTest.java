package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.LivenessObserved;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.signal.Cause;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.ChainCondition;
import org.junit.jupiter.api.Test;

/** Semantics §5: what rollups add; their progress on the base layer, and lawful silence. */
class RollupTest {
  private static final long MS = Scene.MS;

  private static Scene lagging(Metric metric, String withdraw) {
    Scene scene = Scene.with().patientNodes(3).bound(metric, null, null, withdraw, null).start();
    scene.rollup("n1", 5, 50, 0).rollup("n2", 5, 50, 0).rollup("n3", 5, 50, 0);
    scene.blocks(100, 115, 0);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    return scene;
  }

  @Test
  void shouldTakeTheLagThatAQuorumStaysUnder() {
    Scene scene = lagging(Metric.L1_ORIGIN_LAG, "10");
    scene.rollup("n1", 40, 50, 15_100);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.rollup("n2", 11, 50, 15_200);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.last().cause().kind()).isEqualTo(Cause.Kind.ROLLUP);
    assertThat(scene.last().reasons().get(0).value().orElseThrow()).isEqualTo(11);
    assertThat(scene.last().reasons().get(0).nodes())
        .extracting("value")
        .containsExactly("n1", "n2", "n3");
  }

  @Test
  void shouldMeasureTimeWhereTheBoundIsInMs() {
    Scene scene = lagging(Metric.L1_ORIGIN_LAG_MS, "120000");
    scene.rollup("n1", 11, 50, 15_100).rollup("n2", 11, 50, 15_200);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.last().reasons().get(0).value().orElseThrow()).isEqualTo(132_000);
  }

  @Test
  void shouldNotTakeTheWordOfANodeWithoutAVote() {
    Setting setting = Scene.with().node("n1", "", 2, 60_000).node("n2", "", 1, 60_000);
    setting.node("watched", "", 0, 60_000).bound(Metric.BATCH_LAG, null, null, "100", null);
    Scene scene = setting.start();
    scene.rollup("n1", 5, 50, 0).rollup("n2", 5, 50, 0).rollup("watched", 5, 50, 0);
    assertThat(scene.blocks(100, 115, 0).quotes()).isEqualTo(Quotes.OPEN);
    scene.rollup("n2", 5, 101, 15_100);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldNotCountANodeThatNoLongerVouches() {
    Scene scene = lagging(Metric.BATCH_LAG, "100");
    scene.rollup("n3", 5, 101, 15_100);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.fail("n1", FailureKind.INVALID_HEADER, 15_200);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.last().reasons()).extracting("bound").contains("p/batch.lag");
  }

  @Test
  void shouldHaveNoValueWhileTooFewNodesSayAnything() {
    Scene scene = lagging(Metric.BATCH_LAG, "100");
    scene.rollup("n1", 5, -1, 15_100).rollup("n2", 5, -1, 15_100);
    scene.blocks(116, 145, 16_000);
    scene.tickNanos(45_100 * MS);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.tickNanos(45_100 * MS + 1);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldNotTakeAnOldWordForTheNewest() {
    Scene scene = lagging(Metric.L1_ORIGIN_LAG, "10");
    scene.rollup("n1", 11, 50, 14_999).rollup("n2", 11, 50, 15_200);
    scene.rollup("n1", 5, 50, 14_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  private static Scene quiet() {
    Scene scene =
        Scene.with()
            .patientNodes(3)
            .node("watcher", "", 0, 60_000)
            .quiet()
            .bound(Metric.HEAD_STALENESS, null, null, "5000", null)
            .start();
    scene.blocks(100, 115, 0);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    return scene;
  }

  private static void everybodyRepeats(Scene scene, long atMs) {
    scene.poll("n1", 115, atMs, atMs).poll("n2", 115, atMs, atMs).poll("n3", 115, atMs, atMs);
  }

  @Test
  void shouldStayOpenThroughALawfulSilence() {
    Scene scene = quiet();
    everybodyRepeats(scene, 50_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    assertThat(scene.chain().conditions()).containsExactly(ChainCondition.QUIET);
    scene.everybody(116, 51_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldCountFromTheSightOfABlockThatDoesNotBecomeReference() {
    Scene scene = quiet();
    everybodyRepeats(scene, 50_000);
    scene.push("watcher", 116, 60_000);
    assertThat(scene.gate.nextDeadlineNanos()).isEqualTo(64_000 * MS + 1);
    scene.tickNanos(65_000 * MS);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    assertThat(scene.chain().conditions()).containsExactly(ChainCondition.STALLED);
    scene.tickNanos(65_000 * MS + 1);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.last().reasons().get(0).bound()).isEqualTo("p/head.staleness");
  }

  @Test
  void shouldStopCountingWhenTheReferenceHasComeAfter() {
    Scene scene = quiet();
    scene.push("watcher", 116, 16_000).everybody(116, 17_000);
    scene.tick(40_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    assertThat(scene.chain().conditions()).containsExactly(ChainCondition.QUIET);
  }

  @Test
  void shouldCountWithoutABreakWhenAnotherNodeTakesOverAsWitness() {
    Scene scene = quiet();
    scene.push("watcher", 116, 16_000).push("n1", 116, 18_000);
    scene.fail("watcher", FailureKind.INVALID_HEADER, 19_000);
    scene.tickNanos(21_000 * MS + 1);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldCountWhileTheLivenessProbeFails() {
    Scene scene = quiet();
    scene.probe(false, 20_000).probe(true, 24_000).probe(false, 25_000);
    scene.probe(true, 24_500);
    scene.tickNanos(30_000 * MS);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.tickNanos(30_000 * MS + 1);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    scene.probe(true, 31_000);
    assertThat(scene.market().reasons()).extracting("metric").containsExactly("recovery");
  }

  @Test
  void shouldIgnoreTheProbeOfAChainThatIsNotThere() {
    Scene scene = quiet();
    scene.gate.onLiveness(
        new LivenessObserved(new ChainId("elsewhere"), false, Scene.stamp(16_000)));
    assertThat(scene.gate.ignoredInputs()).isEqualTo(1);
  }
}

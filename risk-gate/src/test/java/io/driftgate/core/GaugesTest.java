package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.RecoveryPlan;
import io.driftgate.core.signal.Quotes;
import org.junit.jupiter.api.Test;

/** Semantics §5, §6: data age, finality staleness, reorgs and rollups as bounds. */
class GaugesTest {
  private static final long MS = Scene.MS;

  private static Scene open(Setting setting) {
    Scene scene = setting.start();
    scene.blocks(100, 115, 0);
    return scene;
  }

  @Test
  void shouldTripWhenANodesDataIsTooOld() {
    Scene scene =
        open(Scene.with().patientNodes(3).bound(Metric.DATA_AGE, "node:n1", null, "5000", null));
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.push("n2", 116, 16_000).push("n3", 116, 16_000);
    scene.tickNanos(20_000 * MS);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    assertThat(scene.gate.nextDeadlineNanos()).isEqualTo(20_000 * MS + 1);
    scene.tickNanos(20_000 * MS + 1);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.last().reasons().get(0).nodes()).extracting("value").containsExactly("n1");
  }

  @Test
  void shouldNotCountASilentNodeAsAgreeing() {
    Setting setting = Scene.with().patientNodes(3).node("n4", "", 1, 4_000);
    Scene scene = open(setting.bound(Metric.QUORUM_AGREEMENT, null, null, "4/5", null));
    scene.push("n1", 116, 16_000).push("n2", 116, 16_000).push("n3", 116, 16_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.tickNanos(19_000 * MS + 1);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.last().reasons().get(0).bound()).isEqualTo("p/quorum.agreement");
    assertThat(scene.last().reasons().get(0).value().orElseThrow()).isEqualTo(0.75);
  }

  @Test
  void shouldNotAgeANodesDataByALateAnswerToAnOlderQuestion() {
    Scene scene =
        open(Scene.with().patientNodes(3).bound(Metric.DATA_AGE, "node:n1", null, "5000", null));
    scene.poll("n1", 115, 16_000, 16_100).poll("n1", 115, 15_200, 16_200);
    scene.tickNanos(20_200 * MS + 1);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.tickNanos(21_000 * MS + 1);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldNotCallAQuietChainStaleThatRisesWhileOneNodeIsAlwaysAhead() {
    Setting setting = Scene.with().patientNodes(3).quiet();
    Scene scene = open(setting.bound(Metric.HEAD_STALENESS, null, null, "5000", null));
    for (int i = 16; i < 30; i++) {
      scene.push("n1", 101 + i, i * 1_000L);
      scene.push("n2", 100 + i, i * 1_000L + 500).push("n3", 100 + i, i * 1_000L + 500);
    }
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    assertThat(scene.tickNanos(34_500 * MS + 1).quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldTakeACheckOfThePushConnectionForFreshData() {
    Scene scene =
        open(Scene.with().patientNodes(3).bound(Metric.DATA_AGE, "node:n1", null, "5000", null));
    scene.trustPush("n1", 15_000).keepAlive("n1", 19_000);
    scene.push("n2", 116, 20_500).push("n3", 116, 20_500);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.tickNanos(24_000 * MS + 1);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldNotTripBeforeTheFirstAnswerButAfterTheGrace() {
    Scene scene =
        Scene.with().patientNodes(4).bound(Metric.DATA_AGE, "node:n4", null, null, "5000").start();
    for (long height = 100; height < 130; height++) {
      long at = (height - 100) * 1_000;
      scene.push("n1", height, at).push("n2", height, at).push("n3", height, at);
    }
    scene.fail("n4", FailureKind.TIMEOUT, 30_000);
    assertThat(scene.market().liquidations().name()).isEqualTo("ENABLED");
    assertThat(scene.gate.nextDeadlineNanos()).isEqualTo(30_000 * MS + 1);
    scene.tickNanos(30_000 * MS + 1);
    assertThat(scene.market().liquidations().name()).isEqualTo("PAUSED");
    assertThat(scene.gate.nextDeadlineNanos()).isGreaterThan(30_000 * MS + 1);
  }

  @Test
  void shouldTripWhenFinalityStandsStill() {
    Scene scene =
        Scene.with()
            .patientNodes(2)
            .bound(Metric.FINALITY_STALENESS, null, null, "20000", null)
            .start();
    scene.blocks(100, 103, 0);
    scene.finalized("n1", 103, 101, 3_500).finalized("n2", 103, 101, 3_600);
    scene.blocks(104, 123, 4_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.finalized("n1", 123, 101, 23_500).finalized("n2", 123, 101, 23_600);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.tickNanos(23_600 * MS + 1);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.last().reasons().get(0).bound()).isEqualTo("p/finality.staleness");
    assertThat(scene.last().reasons().get(0).nodes())
        .extracting("value")
        .containsExactly("n1", "n2");
  }

  /** At 16 s two of three leave 115, which was the reference, for another branch from 100 on. */
  private static Scene reorged(long windowMs) {
    Scene scene = open(Scene.with().patientNodes(3).windowed(Metric.REORG_DEPTH, "3", windowMs));
    for (long height = 101; height <= 116; height++) {
      scene.pushBranch("n1", height, 1, 16_000);
      scene.pushBranch("n2", height, 1, 16_000);
    }
    return scene;
  }

  @Test
  void shouldTripOnADeepReorg() {
    Scene scene = reorged(100_000);
    assertThat(scene.chain().deepestReorg()).isEqualTo(15);
    assertThat(scene.signals)
        .anySatisfy(
            signal -> {
              assertThat(signal.quotesTo()).isEqualTo(Quotes.WITHDRAW);
              assertThat(signal.reasons()).extracting("bound").contains("p/reorg.depth/100000ms");
            });
  }

  @Test
  void shouldTripOnAReorgInTheStepInWhichAHeaderRevealsIt() {
    Scene scene = open(Scene.with().patientNodes(3).windowed(Metric.REORG_DEPTH, "2", 100_000));
    for (int i = 1; i <= 3; i++) {
      scene.pushBranch("n" + i, 118, 1, 16_000);
    }
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    assertThat(scene.fetchMissing("n1", 1, 16_010)).isEqualTo(17);
    assertThat(scene.chain().deepestReorg()).isEqualTo(15);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldForgetAReorgWhenItsSliceLeavesTheWindow() {
    Scene scene = reorged(100_000);
    assertThat(scene.market().reasons().get(0).value().orElseThrow()).isEqualTo(15);
    for (long height = 117; height <= 205; height++) {
      scene.pushBranch("n1", height, 1, (height - 100) * 1_000);
      scene.pushBranch("n2", height, 1, (height - 100) * 1_000);
    }
    scene.tickNanos(110_000 * MS - 1);
    assertThat(scene.market().reasons().get(0).metric()).isEqualTo("reorg.depth");
    assertThat(scene.gate.nextDeadlineNanos()).isEqualTo(110_000 * MS);
    scene.tickNanos(110_000 * MS);
    assertThat(scene.market().reasons().get(0).metric()).isEqualTo("recovery");
  }

  @Test
  void shouldBearDurationsThatNobodyWillSeeTheEndOf() {
    String years292 = Long.toString(Long.MAX_VALUE / MS);
    RecoveryPlan patient = new RecoveryPlan(0, 0, Ratio.ONE, 0, Long.MAX_VALUE, Long.MAX_VALUE);
    Setting setting =
        Scene.with()
            .bound(Metric.HEAD_STALENESS, null, null, years292, null)
            .bound(Metric.HEAD_AGE, null, null, years292, null)
            .bound(Metric.DATA_AGE, "node:n1", null, years292, null)
            .recovery(patient);
    for (int i = 1; i <= 3; i++) {
      setting.node("n" + i, "", 1, Long.MAX_VALUE / MS);
    }
    Scene scene = setting.startAt(5_000);
    scene.blocks(100, 102, 10_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    assertThat(scene.gate.nextDeadlineNanos()).isEqualTo(Long.MAX_VALUE);
    scene.tickNanos(1_000_000_000L * MS);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
  }
}

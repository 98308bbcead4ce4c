package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.signal.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Semantics §6.9: value, threshold, uncertainty, leg and up to five nodes as evidence. */
class EvidenceTest {
  private static Reason reason(Scene scene, String bound) {
    return scene.market().reasons().stream()
        .filter(reason -> reason.bound().equals(bound))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> names(Reason reason) {
    return reason.nodes().stream().map(NodeId::value).toList();
  }

  /** Two that carry the quorum, and six that may fall silent; all show 115 at 15 s. */
  private static Scene eight(Setting setting) {
    setting.node("n1", "", 10, 60_000).node("n2", "", 10, 60_000);
    for (int i = 3; i <= 8; i++) {
      setting.node("n" + i, "", 1, 4_000);
    }
    return setting.start().blocks(100, 115, 0);
  }

  private static Scene silentSix(Setting setting) {
    Scene scene = eight(setting);
    for (int height = 116; height <= 120; height++) {
      long at = (height - 100) * 1_000L;
      scene.push("n1", height, at).push("n2", height, at);
    }
    return scene;
  }

  @Test
  void shouldNameFiveOfThoseThatDoNotObserve() {
    Scene scene = silentSix(Scene.with().bound(Metric.OBSERVERS, null, null, "8", null));
    Reason reason = reason(scene, "p/observers");
    assertThat(reason.value()).hasValue(2);
    assertThat(reason.threshold()).hasValue(8);
    assertThat(reason.uncertainty()).hasValue(0);
    assertThat(reason.unit()).isEqualTo("count");
    assertThat(reason.leg()).isEqualTo("chain:eth");
    assertThat(names(reason)).containsExactly("n3", "n4", "n5", "n6", "n7");
  }

  @Test
  void shouldNameThoseThatDoNotAgreeButNoDrainedOne() {
    Scene scene = eight(Scene.with().bound(Metric.QUORUM_AGREEMENT, null, null, "9/10", null));
    scene.drain("n4", 90_000, 15_500);
    for (int height = 116; height <= 120; height++) {
      long at = (height - 100) * 1_000L;
      scene.push("n1", height, at).push("n2", height, at);
    }
    Reason reason = reason(scene, "p/quorum.agreement");
    assertThat(reason.value()).hasValue(20.0 / 25);
    assertThat(names(reason)).containsExactly("n3", "n5", "n6", "n7", "n8");
  }

  @Test
  void shouldNameThoseThatDiverged() {
    Scene scene = eight(Scene.with().bound(Metric.DIVERGED, null, null, "1/20", null));
    scene.push("n1", 116, 16_000).push("n2", 116, 16_000);
    scene.pushBranch("n5", 116, 1, 16_000).pushBranch("n7", 116, 1, 16_000).tick(17_001);
    Reason reason = reason(scene, "p/diverged");
    assertThat(reason.value()).hasValue(2.0 / 26);
    assertThat(names(reason)).containsExactly("n5", "n7");
  }

  /** A cluster of three, judged at its answers: 2.9 s, 1 s and 2 s behind at 18.9 s. */
  private static Scene clusterBehind(Metric metric, String withdraw) {
    Setting setting = Scene.with().patientNodes(2);
    setting.node("n3", "c", 1, 60_000).node("n4", "c", 1, 60_000).node("n5", "c", 1, 60_000);
    Scene scene = setting.bound(metric, "cluster:c", null, withdraw, null).start();
    scene.blocks(100, 115, 0);
    for (int height = 116; height <= 118; height++) {
      long at = (height - 100) * 1_000L;
      scene.push("n1", height, at).push("n2", height, at);
    }
    return scene.push("n4", 116, 18_000).push("n5", 115, 18_000).push("n3", 115, 18_900);
  }

  @Test
  void shouldNameTheMembersOfAClusterThatAreFurthestBehindFirst() {
    Reason reason = reason(clusterBehind(Metric.BEHIND, "1900"), "p/behind@cluster:c");
    assertThat(reason.value()).hasValue(2_000);
    assertThat(reason.threshold()).hasValue(1_900);
    assertThat(reason.uncertainty()).hasValue(900);
    assertThat(names(reason)).containsExactly("n3", "n5", "n4");
  }

  @Test
  void shouldLeaveTheUncertaintyOfThoseThatDoNotCountOutOfAMediansOwn() {
    Scene scene = clusterBehind(Metric.BEHIND, "1900");
    scene.push("n4", 115, 19_000).drain("n5", 90_000, 19_100);
    Reason drained = reason(scene, "p/behind@cluster:c");
    assertThat(drained.uncertainty()).as("of n3, not of n5").hasValue(200);
    assertThat(names(drained)).containsExactly("n3", "n4");
    scene.lift("n5", 19_200).fail("n3", FailureKind.INVALID_HEADER, 19_200);
    scene.push("n5", 115, 19_300).push("n4", 115, 19_300);
    assertThat(reason(scene, "p/behind@cluster:c").uncertainty()).hasValue(0);
  }

  @Test
  void shouldNameNobodyWhoLacksNothing() {
    Scene scene = clusterBehind(Metric.HEAD_LAG, "0");
    scene.push("n4", 118, 18_950);
    Reason reason = reason(scene, "p/head.lag@cluster:c");
    assertThat(reason.value()).hasValue(3);
    assertThat(reason.uncertainty()).hasValue(0);
    assertThat(names(reason)).containsExactly("n3", "n5");
  }

  @Test
  void shouldSayNoValueOfAMedianThatIsInfinite() {
    Setting setting = Scene.with().patientNodes(2).node("n3", "c", 1, 4_000);
    Scene scene = setting.bound(Metric.BEHIND, "cluster:c", null, "1900", null).start();
    scene.blocks(100, 115, 0).push("n1", 116, 18_000).push("n2", 116, 18_000).tick(19_001);
    Reason reason = reason(scene, "p/behind@cluster:c");
    assertThat(reason.value()).isEmpty();
    assertThat(reason.uncertainty()).isEmpty();
    assertThat(reason.threshold()).hasValue(1_900);
    assertThat(names(reason)).containsExactly("n3");
  }

  @Test
  void shouldNameWhoHoldsFinalityBackMostOfAllFirst() {
    Setting setting = Scene.with().patientNodes(3).node("watcher", "", 0, 60_000);
    Scene scene = setting.bound(Metric.FINALITY_LAG, null, null, "10", null).start();
    scene.blocks(100, 115, 0).finalized("n1", 115, 101, 15_100);
    scene.finalized("n2", 115, 104, 15_200).finalized("n3", 115, 103, 15_300);
    Reason reason = reason(scene, "p/finality.lag");
    assertThat(reason.value()).hasValue(12);
    assertThat(reason.unit()).isEqualTo("blocks");
    assertThat(names(reason)).containsExactly("n1", "n3", "n2");
  }

  @Test
  void shouldMeasureFinalityLagInTimeWhereTheBoundDoes() {
    Setting setting = Scene.with().patientNodes(3);
    Scene scene = setting.bound(Metric.FINALITY_LAG_MS, null, null, "10000", null).start();
    scene.blocks(100, 115, 0).finalized("n1", 115, 103, 15_100);
    scene.finalized("n2", 115, 103, 15_200).finalized("n3", 115, 103, 15_300);
    Reason reason = reason(scene, "p/finality.lag");
    assertThat(reason.value()).hasValue(12_000);
    assertThat(reason.threshold()).hasValue(10_000);
    assertThat(reason.unit()).isEqualTo("ms");
  }

  @Test
  void shouldNameWhoSaysMostOfARollupsLagAndFirstWhoSaysNothing() {
    Setting setting = Scene.with().patientNodes(4).node("watcher", "", 0, 60_000);
    Scene scene = setting.bound(Metric.L1_ORIGIN_LAG, null, null, "10", null).start();
    scene.blocks(100, 115, 0).rollup("n1", 12, -1, 15_100).rollup("n2", 40, -1, 15_200);
    scene.rollup("n4", 20, -1, 15_300);
    Reason reason = reason(scene, "p/l1.origin.lag");
    assertThat(reason.value()).hasValue(40);
    assertThat(names(reason)).containsExactly("n3", "n2", "n4", "n1");
  }

  @Test
  void shouldNameTheNodeOfADataAgeAndNobodyForTheChainsAge() {
    Setting setting = Scene.with().patientNodes(3);
    setting.bound(Metric.DATA_AGE, "node:n2", null, "5000", null);
    setting.bound(Metric.HEAD_AGE, null, null, "5000", null);
    Scene scene = setting.bound(Metric.HEAD_STALENESS, null, null, "5000", null).start();
    scene.blocks(100, 115, 0).tick(21_000);
    Reason data = reason(scene, "p/data.age@node:n2");
    assertThat(data.value()).hasValue(6_000);
    assertThat(names(data)).containsExactly("n2");
    assertThat(reason(scene, "p/head.age").value()).hasValue(6_000);
    assertThat(reason(scene, "p/head.age").nodes()).isEmpty();
    assertThat(reason(scene, "p/head.staleness").value()).hasValue(6_000);
    assertThat(reason(scene, "p/head.staleness").nodes()).isEmpty();
  }

  @Test
  void shouldNameUpToFiveOfThoseThatLeaveAChainWithoutQuorum() {
    Scene scene = Scene.with().nodes(8).start().blocks(100, 115, 0);
    scene.push("n1", 116, 17_000).push("n8", 116, 17_000).tick(19_001);
    assertThat(names(reason(scene, "NO_QUORUM"))).containsExactly("n2", "n3", "n4", "n5", "n6");
  }

  @Test
  void shouldNameTheNodeOfALegThatIsOut() {
    Scene scene = Scene.with().patientNodes(3).node("n4", "", 0, 4_000).leg("node:n4").start();
    scene.blocks(100, 115, 0).push("n1", 116, 18_000).push("n2", 116, 18_000).tick(19_001);
    Reason unknown = reason(scene, "NODE_UNKNOWN");
    assertThat(unknown.leg()).isEqualTo("node:n4");
    assertThat(names(unknown)).containsExactly("n4");
    scene.push("n4", 116, 19_100).drain("n4", 90_000, 19_200);
    assertThat(names(reason(scene, "NODE_DRAINED"))).containsExactly("n4");
  }

  @Test
  void shouldNameTheMembersOfAClusterThatNobodyHearsOf() {
    Setting setting = Scene.with().patientNodes(3).node("n4", "c", 0, 4_000);
    Scene scene = setting.node("n5", "c", 0, 4_000).leg("cluster:c").start();
    scene.blocks(100, 115, 0).push("n1", 116, 18_000).push("n2", 116, 18_000).tick(19_001);
    Reason reason = reason(scene, "NO_OBSERVER");
    assertThat(names(reason)).containsExactly("n4", "n5");
    assertThat(reason.metric()).isEqualTo("condition");
  }
}

package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.view.HistogramQuery;
import io.driftgate.core.view.HistogramQuery.Recorded;
import io.driftgate.core.view.HistogramQuery.Scope;
import io.driftgate.core.view.HistogramQuery.Window;
import io.driftgate.core.view.NodeState;
import java.time.Duration;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** What lying, broken and restarted nodes must not do to the gate. */
class HostileNodesTest {
  private static Head liesAt(long height, Hash parent) {
    return new Head(height, new Hash(9, height, 9, 9), parent, new Hash(9, 9, 9, height), 1);
  }

  @Test
  void shouldKeepHistogramsOfOnlySoManyFamiliesThatANodeMakesUp() {
    Scene scene = Scene.with().nodes(2).start();
    scene.everybody(100, 0);
    for (int i = 1; i <= 100; i++) {
      scene.client("n2", "family" + i, i * 1_000L).everybody(100 + i, i * 1_000L);
    }
    assertThat(histogramOfFamily(scene, "family1")).isPresent();
    assertThat(histogramOfFamily(scene, "family100")).isEmpty();
    assertThat(scene.node("n2").drift().arrivals().count()).isEqualTo(100);
  }

  private static Optional<Histogram> histogramOfFamily(Scene scene, String family) {
    return scene.gate.histogram(
        new HistogramQuery(Recorded.ARRIVAL_DRIFT, Scope.FAMILY, family, Window.ALL));
  }

  @Test
  void shouldListFailuresInTheSameOrderInEveryRun() {
    Scene scene = Scene.with().nodes(2).start();
    for (FailureKind kind : FailureKind.values()) {
      scene.fail("n1", kind, 10);
    }
    assertThat(scene.node("n1").failures().keySet()).containsExactly(FailureKind.values());
  }

  private static void lie(Scene scene, String node, long height, Hash parent, long atMs) {
    scene.poll(node, liesAt(height, parent), Finality.NOT_ASKED, atMs, atMs);
  }

  @Test
  void shouldNeitherHangNorFollowWhenOneOfTwoShowsTheHighestHeightThereIs() {
    Scene scene = Scene.with().nodes(2).start();
    scene.blocks(100, 103, 0);
    lie(scene, "n2", Long.MAX_VALUE, Scene.hash(103, 0), 3_100);
    assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> scene.push("n1", 104, 4_000).push("n2", 104, 4_000));
    assertThat(scene.chain().leading().height()).isEqualTo(104);
    assertThat(scene.state("n1")).isEqualTo(NodeState.IN_SYNC);
  }

  @Test
  void shouldAskForNoDeadlineInThePastWhenACorruptNodeStaysOnAnotherFork() {
    Scene scene = Scene.with().nodes(4).start();
    scene.blocks(100, 102, 0);
    scene.push("n1", 103, 3_000).push("n2", 103, 3_000).push("n3", 103, 3_000);
    lie(scene, "n4", 103, Scene.hash(102, 0), 3_100);
    scene.fail("n4", FailureKind.INVALID_HEADER, 3_200);
    scene.push("n1", 104, 5_000).push("n2", 104, 5_000).push("n3", 104, 5_000).tick(5_500);
    assertThat(scene.state("n4")).isEqualTo(NodeState.CORRUPT);
    assertThat(scene.gate.nextDeadlineNanos()).isGreaterThan(5_500 * Scene.MS);
  }
}

package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.plan.Metric;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.signal.Reason;
import io.driftgate.core.view.HistogramQuery;
import org.junit.jupiter.api.Test;

/** Bounds on percentiles of drift and round trips (semantics §5, §6). */
class PercentileBoundTest {
  private static final long SLICE_MS = 90_000;

  /** Three of four are at each block at once, the last one 700 ms later. */
  private static Scene lateBlocks(Scene scene, int from, int count) {
    for (int i = 0; i < count; i++) {
      long atMs = (from + i - 100) * 1_000L;
      scene.push("n1", from + i, atMs).push("n2", from + i, atMs).push("n3", from + i, atMs);
      scene.push("n4", from + i, atMs + 700);
    }
    return scene;
  }

  private static Scene drifting(String scope) {
    return Scene.with().patientNodes(4).bound(Metric.DRIFT_P50, scope, null, "500", null).start();
  }

  @Test
  void shouldWithdrawWithTheSampleThatMakesEnoughBlocks() {
    Scene scene = lateBlocks(drifting("node:n4").everybody(100, 0), 101, 19);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.push("n1", 120, 20_000).push("n2", 120, 20_000).push("n4", 120, 20_700);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.last().reasons().get(0).bound()).isEqualTo("p/drift.p50@node:n4");
    assertThat(scene.last().reasons().get(0).nodes()).extracting("value").containsExactly("n4");
    assertThat(scene.last().reasons().get(0).value().orElseThrow()).isBetween(700.0, 704.0);
  }

  @Test
  void shouldStartToClearAtTheInstantAtWhichTheOldSlicesLeave() {
    Scene scene = lateBlocks(drifting("node:n4").everybody(100, 0), 101, 25);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    long leavesNanos = 10 * SLICE_MS * Scene.MS;
    for (int i = 1; i < 20; i++) {
      scene.everybody(125 + i, i * 45_000L);
    }
    scene.tickNanos(leavesNanos - 1);
    assertThat(scene.market().reasons().get(0).metric()).isEqualTo("drift.p50");
    assertThat(scene.gate.nextDeadlineNanos()).isEqualTo(leavesNanos);
    scene.tickNanos(leavesNanos);
    assertThat(scene.market().reasons().get(0).metric()).isEqualTo("recovery");
  }

  @Test
  void shouldSayByHowMuchALatePolledNodeMayHaveBeenEarlier() {
    Scene scene = drifting("node:n4").everybody(100, 0);
    for (int i = 1; i <= 20; i++) {
      long at = i * 1_000L;
      scene.push("n1", 100 + i, at).push("n2", 100 + i, at);
      scene.poll("n4", 100 + i - 1, at + 100, at + 150).poll("n4", 100 + i, at + 600, at + 700);
    }
    Reason reason = scene.market().reasons().get(0);
    assertThat(reason.bound()).isEqualTo("p/drift.p50@node:n4");
    assertThat(reason.uncertainty()).as("since the answer asked for at 100 ms").hasValue(600);
  }

  @Test
  void shouldCountBlocksAndNotSamplesInAGroup() {
    Scene scene = lateBlocks(drifting("chain:eth").everybody(100, 0), 101, 15);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldShowNoHeadroomWhereTooFewBlocksAreNoValue() {
    assertThat(drifting("node:n4").market().headroom()).isEmpty();
  }

  @Test
  void shouldWithdrawOnSlowRoundTrips() {
    Scene scene =
        Scene.with()
            .patientNodes(3)
            .bound(Metric.ROUND_TRIP_P90, "node:n1", null, "200", null)
            .start()
            .blocks(100, 112, 0);
    for (int i = 0; i < 19; i++) {
      scene.poll("n1", 112, 12_000 + i * 500, 12_300 + i * 500);
    }
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.poll("n1", 112, 22_000, 22_300);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.last().reasons().get(0).metric()).isEqualTo("round.trip.p90");
  }

  @Test
  void shouldLeaveASampleWithTheFamilyThatTheNodeHadThen() {
    Scene scene = Scene.with().nodes(3).start().everybody(100, 0);
    scene.client("n1", "geth", 10).everybody(101, 1_000);
    scene.client("n1", "reth", 1_010).everybody(102, 2_000).everybody(103, 3_000);
    assertThat(arrivals(scene, "geth")).isEqualTo(1);
    assertThat(arrivals(scene, "reth")).isEqualTo(2);
  }

  private static long arrivals(Scene scene, String family) {
    HistogramQuery query =
        new HistogramQuery(
            HistogramQuery.Recorded.ARRIVAL_DRIFT,
            HistogramQuery.Scope.FAMILY,
            family,
            HistogramQuery.Window.ONE_MINUTE);
    return scene.gate.histogram(query).orElseThrow().getTotalCount();
  }
}

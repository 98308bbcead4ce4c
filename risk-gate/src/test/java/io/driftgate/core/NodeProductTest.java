package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.view.NodeState;
import org.junit.jupiter.api.Test;

/**
 * The whole product of node states (semantics §4): a node is brought into each state and then
 * behaves as in each other one. All moves are legal but those out of CORRUPT, which only 32 rising
 * heads lead out of.
 */
final class NodeProductTest {
  private static final String X = "x";

  /** Long enough for every grace, timeout and window; too short for 32 heads. */
  private static final int SECONDS = 20;

  private static final int REDEEMED = 40;

  private Scene scene;
  private long second;

  @Test
  void shouldMoveFromEachStateToEach() {
    for (NodeState from : NodeState.values()) {
      for (NodeState to : NodeState.values()) {
        start();
        behave(from, SECONDS);
        assertThat(scene.state(X)).as("as %s", from).isEqualTo(from);
        behave(to, SECONDS);
        assertThat(scene.state(X))
            .as("from %s, as %s", from, to)
            .isEqualTo(from == NodeState.CORRUPT ? from : to);
        behave(to, REDEEMED);
        assertThat(scene.state(X))
            .as("from %s, long as %s", from, to)
            .isEqualTo(from == NodeState.CORRUPT && to == NodeState.UNKNOWN ? from : to);
      }
    }
  }

  private void start() {
    scene =
        Scene.with()
            .nodes(6)
            .node(X, "", 1, 4_000)
            .bound(Metric.DIVERGED, null, null, "1/2", null)
            .start();
    second = 0;
    scene.trustPush(X, 0);
    behave(NodeState.IN_SYNC, SECONDS);
  }

  private void behave(NodeState as, int seconds) {
    for (int i = 0; i < seconds; i++) {
      second++;
      long atMs = second * 1_000;
      for (int n = 1; n <= 6; n++) {
        scene.push("n" + n, 100 + second, atMs);
      }
      show(as, 100 + second, atMs + 10);
      scene.tick(atMs + 990);
    }
  }

  private void show(NodeState as, long height, long atMs) {
    switch (as) {
      case CORRUPT -> scene.fail(X, FailureKind.INVALID_HEADER, atMs).push(X, height, atMs);
      case UNKNOWN -> {}
      case DIVERGED -> scene.pushBranch(X, height, 1, atMs);
      case SUSPECT -> scene.pushBranch(X, height + 1_000, 2, atMs);
      case LAGGING -> scene.push(X, height - 3, atMs);
      case IN_SYNC -> scene.push(X, height, atMs);
    }
  }
}

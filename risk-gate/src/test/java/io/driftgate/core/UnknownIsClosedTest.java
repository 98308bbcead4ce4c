package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.signal.Quotes;
import org.junit.jupiter.api.Test;

/**
 * Semantics §6.4: each condition closes in the step in which it begins, with nothing else moved.
 */
class UnknownIsClosedTest {
  private static final long MS = Scene.MS;

  private static Scene open(Setting setting) {
    Scene scene = setting.start().blocks(100, 115, 0);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    return scene;
  }

  @Test
  void shouldWithdrawWhenNodesThatAllAnswerAgreeNoMore() {
    Scene scene = open(Scene.with().patientNodes(3));
    scene.pushBranch("n1", 500, 5, 16_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.pushBranch("n2", 600, 6, 16_100);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.last().reasons()).extracting("bound").containsExactly("NO_QUORUM");
  }

  @Test
  void shouldWithdrawWhenAJumpHasNotBeenJoinedForLongerThanTheGrace() {
    Scene scene = open(Scene.with().patientNodes(3));
    scene.pushBranch("n1", 500, 5, 16_000).pushBranch("n2", 500, 5, 16_000);
    scene.pushBranch("n3", 500, 5, 16_000);
    assertThat(scene.tickNanos(17_000 * MS).quotes()).isEqualTo(Quotes.OPEN);
    assertThat(scene.tickNanos(17_000 * MS + 1).quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.last().reasons()).extracting("bound").containsExactly("WARMING_UP");
  }

  @Test
  void shouldWithdrawALegOnANodeThatIsFoundCorrupt() {
    Scene scene = open(Scene.with().patientNodes(3).node("n4", "", 0, 60_000).leg("node:n4"));
    scene.fail("n4", FailureKind.INVALID_HEADER, 15_500);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.last().reasons()).extracting("bound").containsExactly("NODE_CORRUPT");
  }

  @Test
  void shouldWithdrawALegOnANodeThatDiverged() {
    Scene scene = open(Scene.with().patientNodes(3).node("n4", "", 0, 60_000).leg("node:n4"));
    scene.pushBranch("n4", 115, 3, 15_500);
    assertThat(scene.tickNanos(16_500 * MS).quotes()).isEqualTo(Quotes.OPEN);
    assertThat(scene.tickNanos(16_500 * MS + 1).quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.last().reasons()).extracting("bound").containsExactly("NODE_DIVERGED");
  }
}

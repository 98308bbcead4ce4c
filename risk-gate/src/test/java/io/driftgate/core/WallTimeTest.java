package io.driftgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.plan.Metric;
import io.driftgate.core.signal.Cause;
import io.driftgate.core.signal.Quotes;
import org.junit.jupiter.api.Test;

/** Semantics §1: head.age follows the wall clock, while that is to be believed. */
class WallTimeTest {
  private static final long MS = Scene.MS;

  /** Open at 15 s; block 115 is of 15 s, as the wall clock is. */
  private static Scene open() {
    Scene scene =
        Scene.with().patientNodes(3).bound(Metric.HEAD_AGE, null, null, "5000", null).start();
    scene.blocks(100, 115, 0);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    return scene;
  }

  @Test
  void shouldTripAtTheFirstMillisecondBeyondTheThreshold() {
    Scene scene = open();
    assertThat(scene.gate.nextDeadlineNanos()).isEqualTo(19_001 * MS);
    scene.tick(19_001);
    assertThat(scene.gate.nextDeadlineNanos()).isEqualTo(20_001 * MS);
    scene.tickNanos(20_001 * MS - 1);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.tickNanos(20_001 * MS);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.last().cause()).isEqualTo(Cause.DEADLINE);
    assertThat(scene.last().reasons().get(0).value().orElseThrow()).isEqualTo(5_001);
    assertThat(scene.last().reasons().get(0).note()).isEmpty();
  }

  @Test
  void shouldGoByTheNewestStampWhenTheWallClockIsSlewed() {
    Scene scene = open();
    scene.wallOff(100).tick(19_900);
    assertThat(scene.gate.nextDeadlineNanos()).isEqualTo(19_901 * MS);
    scene.wallOff(-100).tick(20_050);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.tick(20_100);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.tick(20_101);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldNoLongerBeExceededWhenTheWallClockRunsBack() {
    Scene scene = open();
    scene.tick(20_001);
    assertThat(scene.market().reasons().get(0).bound()).isEqualTo("p/head.age");
    scene.wallOff(-200).tick(20_050);
    assertThat(scene.market().reasons().get(0).value().orElseThrow()).isEqualTo(4_850);
  }

  @Test
  void shouldNotTripWhileTheWallClockIsNotTrusted() {
    Scene scene = open();
    scene.wallOff(3_600_000).tick(15_500);
    assertThat(scene.chain().headAgeTrusted()).isFalse();
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.tick(50_000);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
  }

  @Test
  void shouldTripWhenTrustReturnsAndTheBoundIsExceeded() {
    Scene scene = open();
    scene.wallOff(3_600_000).tick(15_500);
    for (long height = 116; height <= 135; height++) {
      scene.everybody(height, (height - 100) * 1_000);
    }
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    assertThat(scene.gate.nextDeadlineNanos()).isEqualTo(75_500 * MS + 1);
    scene.tickNanos(75_500 * MS);
    assertThat(scene.quotes()).isEqualTo(Quotes.OPEN);
    scene.tickNanos(75_500 * MS + 1);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.last().cause()).isEqualTo(Cause.DEADLINE);
  }

  @Test
  void shouldNotClearWhileTheWallClockIsNotTrustedAndSaySo() {
    Scene scene = open();
    scene.tick(20_001);
    scene.wallOff(-10_000).blocks(120, 140, 20_002);
    assertThat(scene.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(scene.market().reasons().get(0).bound()).isEqualTo("p/head.age");
    assertThat(scene.market().reasons().get(0).note()).isEqualTo("wall clock not trusted");
  }

  @Test
  void shouldKeepItsReadingOverASwapWhileTheWallClockIsNotTrusted() {
    Scene scene = open();
    scene.tick(20_001).wallOff(-10_000).tick(20_002);
    Setting next = Scene.with().patientNodes(3).tolerance(900);
    scene.swap(next.bound(Metric.HEAD_AGE, null, null, "5000", null), 20_003);
    assertThat(scene.market().legs().get(0).quotes()).isEqualTo(Quotes.WITHDRAW);
  }

  @Test
  void shouldDistrustTheWallClockOfAChainWhoseQuorumIsFarInTheFuture() {
    Scene scene = open();
    assertThat(scene.chain().headAgeTrusted()).isTrue();
    scene.push("n1", 119, 16_000);
    assertThat(scene.chain().headAgeTrusted()).isTrue();
    scene.push("n2", 119, 16_500);
    assertThat(scene.chain().headAgeTrusted()).isFalse();
    assertThat(scene.gate.nextDeadlineNanos()).isEqualTo(17_000 * MS);
    scene.tick(16_999);
    assertThat(scene.chain().headAgeTrusted()).isFalse();
    scene.tick(17_000);
    assertThat(scene.chain().headAgeTrusted()).isTrue();
  }

  @Test
  void shouldNotAskANodeWithoutAVoteWhetherBlocksAreOfTheFuture() {
    Setting setting = Scene.with().node("n1", "", 2, 60_000).node("n2", "", 1, 60_000);
    Scene scene = setting.node("watched", "", 0, 60_000).start();
    scene.blocks(100, 115, 0).push("watched", 119, 16_000).push("n1", 119, 16_000);
    assertThat(scene.chain().headAgeTrusted()).isTrue();
    scene.push("n2", 119, 16_000);
    assertThat(scene.chain().headAgeTrusted()).isFalse();
  }

  @Test
  void shouldSeeTheFutureWhenItIsTheWallClockThatRunsBack() {
    Scene scene = open();
    for (long offsetMs = -100; offsetMs >= -1_900; offsetMs -= 100) {
      scene.wallOff(offsetMs).tick(16_000 - offsetMs * 800);
    }
    scene.everybody(1_637, 1_537_000);
    scene.wallOff(-2_001).tick(1_537_001);
    assertThat(scene.chain().headAgeTrusted()).isTrue();
    scene.wallOff(-2_003).tick(1_537_002);
    assertThat(scene.chain().headAgeTrusted()).isFalse();
  }

  @Test
  void shouldHaveNoValueBeforeTheFirstReference() {
    Scene scene =
        Scene.with().patientNodes(3).bound(Metric.HEAD_AGE, null, null, null, "5000").start();
    scene.tickNanos(30_000 * MS);
    assertThat(scene.signals).isEmpty();
    scene.tickNanos(30_000 * MS + 1);
    assertThat(scene.last().reasons()).extracting("bound").contains("p/head.age");
  }
}

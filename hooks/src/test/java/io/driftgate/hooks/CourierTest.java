package io.driftgate.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import org.junit.jupiter.api.Test;

final class CourierTest {
  private static final Outcome DONE = Outcome.delivered("status 204");
  private static final Outcome FAILED = Outcome.failed("status 500");

  @Test
  void shouldTellAtOnceAndOnce() {
    CourierScene scene = CourierScene.latest().withdraws(1);
    assertThat(scene.triedIds()).containsExactly("1-1");
    scene.last().ends(DONE);
    scene.passes(60_000);
    assertThat(scene.triedIds()).containsExactly("1-1");
    assertThat(scene.settled).containsExactly("1-1 DELIVERED");
    assertThat(scene.troubles).isEmpty();
    assertThat(scene.timers.set()).isZero();
  }

  @Test
  void shouldBeginASecondAttemptBesideASlowFirst() {
    CourierScene scene = CourierScene.latest().withdraws(1).passes(99);
    assertThat(scene.tried).hasSize(1);
    scene.passes(1);
    assertThat(scene.triedIds()).containsExactly("1-1", "1-1");
    assertThat(scene.tried.get(0).aborted).isFalse();
    scene.tried.get(0).ends(DONE);
    assertThat(scene.tried.get(1).aborted).isTrue();
    assertThat(scene.settled).containsExactly("1-1 DELIVERED");
  }

  @Test
  void shouldLimitEachAttemptAndNeverHaveMoreThanTwo() {
    CourierScene scene = CourierScene.latest().withdraws(1).passes(249);
    assertThat(scene.tried).hasSize(2);
    assertThat(scene.tried.get(0).aborted).isFalse();
    scene.passes(1);
    assertThat(scene.tried.get(0).aborted).isTrue();
  }

  @Test
  void shouldTryAgainEverLaterWithTheSameId() {
    CourierScene scene = CourierScene.latest().withdraws(1);
    for (int i = 0; i < 7; i++) {
      scene.last().ends(FAILED);
      int tried = scene.tried.size();
      while (scene.tried.size() == tried) {
        scene.passes(1);
      }
    }
    assertThat(scene.triedAfterMs())
        .containsExactly(0L, 100L, 300L, 700L, 1_500L, 3_100L, 6_300L, 9_500L);
    assertThat(scene.triedIds()).containsOnly("1-1");
    assertThat(scene.settled).isEmpty();
  }

  @Test
  void shouldSayWhatIsNotTakenWithinOneLease() {
    CourierScene scene = CourierScene.latest().withdraws(1).passes(999);
    assertThat(scene.late).isEmpty();
    scene.passes(1);
    assertThat(scene.late).containsExactly("1-1");
    assertThat(scene.troubles).containsExactly("LATE");
    scene.passes(10_000);
    assertThat(scene.late).hasSize(1);
  }

  @Test
  void shouldNotWaitForNobodysWishToWithdraw() {
    CourierScene scene = CourierScene.latest().withdraws(1);
    scene.last().ends(Outcome.failed("status 503", 30_000));
    scene.passes(100);
    assertThat(scene.tried).hasSize(2);
  }

  @Test
  void shouldWaitAsAskedToOpen() {
    CourierScene scene = CourierScene.latest().opens(1);
    scene.last().ends(Outcome.failed("status 503", 30_000));
    scene.passes(29_999);
    assertThat(scene.tried).hasSize(1);
    scene.passes(1);
    assertThat(scene.tried).hasSize(2);
  }

  @Test
  void shouldPushAsideWhatOpensForWhatRestricts() {
    CourierScene scene = CourierScene.latest().opens(1).withdraws(2);
    assertThat(scene.triedIds()).containsExactly("1-1", "1-2");
    assertThat(scene.tried.get(0).aborted).isTrue();
    assertThat(scene.settled).containsExactly("1-1 SUPERSEDED");
    scene.last().ends(DONE);
    scene.passes(60_000);
    assertThat(scene.triedIds()).containsExactly("1-1", "1-2");
  }

  @Test
  void shouldLetAWithdrawalBeTriedBeforeAnOpeningTakesItsPlace() {
    CourierScene scene = CourierScene.latest().withdraws(1).opens(2);
    assertThat(scene.triedIds()).containsExactly("1-1");
    scene.last().ends(FAILED);
    assertThat(scene.triedIds()).containsExactly("1-1", "1-2");
    assertThat(scene.settled).containsExactly("1-1 SUPERSEDED");
  }

  @Test
  void shouldTellTheOpeningAfterTheWithdrawalThatWasTaken() {
    CourierScene scene = CourierScene.latest().withdraws(1).opens(2);
    scene.last().ends(DONE);
    scene.last().ends(DONE);
    assertThat(scene.settled).containsExactly("1-1 DELIVERED", "1-2 DELIVERED");
  }

  @Test
  void shouldDropAQueuedOpeningWhenALaterWithdrawalExists() {
    CourierScene scene = CourierScene.latest().withdraws(1).opens(2).withdraws(3);
    assertThat(scene.triedIds()).containsExactly("1-1", "1-3");
    assertThat(scene.settled).containsExactly("1-2 SUPERSEDED", "1-1 SUPERSEDED");
  }

  @Test
  void shouldNotGoBackToAnOlderState() {
    CourierScene scene = CourierScene.latest().withdraws(5);
    scene.last().ends(DONE);
    scene.opens(4);
    assertThat(scene.triedIds()).containsExactly("1-5");
    assertThat(scene.settled).containsExactly("1-5 DELIVERED", "1-4 SUPERSEDED");
  }

  @Test
  void shouldOpenOnlyWhatTheGateStandsBehind() {
    CourierScene scene = CourierScene.latest();
    scene.stands = Future.failedFuture("held up");
    scene.opens(1).passes(400);
    assertThat(scene.tried).isEmpty();
    scene.stands = Future.succeededFuture(true);
    scene.passes(100);
    assertThat(scene.triedIds()).containsExactly("1-1");
  }

  @Test
  void shouldNotOpenWhatIsOver() {
    CourierScene scene = CourierScene.latest();
    scene.stands = Future.succeededFuture(false);
    scene.opens(1).passes(60_000);
    assertThat(scene.tried).isEmpty();
    assertThat(scene.settled).containsExactly("1-1 SUPERSEDED");
    assertThat(scene.troubles).isEmpty();
  }

  @Test
  void shouldTellWhomHearsEverythingThatAnOpeningIsOver() {
    CourierScene scene = CourierScene.all();
    scene.stands = Future.succeededFuture(false);
    long decidedMs = scene.timers.wallMs();
    scene.opens(1);
    assertThat(scene.last().message.validUntilMs()).hasValue(decidedMs);
  }

  @Test
  void shouldRenewWhatIsOpenAsLongAsTheGateStandsBehindIt() {
    CourierScene scene = CourierScene.latest().opens(1);
    long nowMs = scene.timers.wallMs();
    assertThat(scene.last().message.validUntilMs()).hasValue(nowMs + 10_000);
    scene.last().ends(DONE);
    scene.passes(3_333);
    assertThat(scene.triedIds()).containsExactly("1-1", "1-1/r1");
    assertThat(scene.last().message.validUntilMs()).hasValue(nowMs + 13_333);
    scene.last().ends(FAILED);
    scene.passes(3_333);
    assertThat(scene.triedIds()).containsExactly("1-1", "1-1/r1", "1-1/r2");
    scene.last().ends(DONE);
    scene.stands = Future.succeededFuture(false);
    scene.passes(10_000);
    assertThat(scene.tried).hasSize(3);
  }

  @Test
  void shouldNotRenewWhatIsOver() {
    CourierScene scene = CourierScene.latest().opens(1);
    scene.last().ends(DONE);
    scene.withdraws(2);
    scene.last().ends(DONE);
    scene.passes(60_000);
    assertThat(scene.triedIds()).containsExactly("1-1", "1-2");
  }

  @Test
  void shouldGiveUpAfterItsTimeAndSaySo() {
    CourierScene scene = CourierScene.latest().withdraws(1).passes(3_600_000);
    assertThat(scene.settled).containsExactly("1-1 DEAD");
    assertThat(scene.troubles).containsExactly("LATE", "DEAD");
    int tried = scene.tried.size();
    scene.passes(60_000);
    assertThat(scene.tried).hasSize(tried);
  }

  @Test
  void shouldTellNothingMoreToWhomWantsToHearNoMore() {
    CourierScene scene = CourierScene.latest().withdraws(1);
    scene.last().ends(Outcome.gone("status 410"));
    scene.opens(2).withdraws(3).passes(60_000);
    assertThat(scene.tried).hasSize(1);
    assertThat(scene.settled).containsExactly("1-1 DEAD", "1-2 DEAD", "1-3 DEAD");
    assertThat(scene.troubles).containsExactly("GONE");
    assertThat(scene.late).as("the secondary hears of it").containsExactly("1-1", "1-3");
  }

  @Test
  void shouldGoOnWithdrawingWhereItIsRefusedAndSayItOnce() {
    CourierScene scene = CourierScene.latest().withdraws(1);
    scene.last().ends(Outcome.refused("wrong key"));
    scene.passes(100);
    scene.last().ends(Outcome.refused("wrong key"));
    assertThat(scene.tried).hasSize(2);
    assertThat(scene.troubles).containsExactly("REFUSED");
    assertThat(scene.settled).isEmpty();
  }

  @Test
  void shouldNotGoOnOpeningWhereItIsRefused() {
    CourierScene scene = CourierScene.latest().opens(1);
    scene.last().ends(Outcome.refused("wrong key"));
    scene.passes(60_000);
    assertThat(scene.tried).hasSize(1);
    assertThat(scene.settled).containsExactly("1-1 DEAD");
  }

  @Test
  void shouldTellEverythingInOrderToWhomAsksForAll() {
    CourierScene scene = CourierScene.all().withdraws(1).opens(2).opens(3);
    assertThat(scene.triedIds()).containsExactly("1-1");
    scene.last().ends(FAILED);
    scene.passes(100);
    for (int i = 0; i < 3; i++) {
      scene.last().ends(DONE);
    }
    assertThat(scene.settled).containsExactly("1-1 DELIVERED", "1-2 DELIVERED", "1-3 DELIVERED");
  }

  @Test
  void shouldNotMakeWhatRestrictsWaitForWhatOpensEvenForWhomAsksForAll() {
    CourierScene scene = CourierScene.all().opens(1).opens(2);
    scene.last().ends(Outcome.failed("status 503", 600_000));
    scene.withdraws(3);
    assertThat(scene.triedIds()).containsExactly("1-1", "1-3");
    scene.stands = Future.succeededFuture(false);
    scene.last().ends(DONE);
    assertThat(scene.last().message.id()).isEqualTo("1-1");
    assertThat(scene.last().message.validUntilMs()).as("over").isPresent();
    assertThat(scene.last().message.validUntilMs().orElseThrow())
        .isLessThanOrEqualTo(scene.timers.wallMs());
    scene.last().ends(DONE);
    scene.last().ends(DONE);
    assertThat(scene.settled).containsExactly("1-3 DELIVERED", "1-1 DELIVERED", "1-2 DELIVERED");
  }

  @Test
  void shouldNotGiveUpAWithdrawalForWhatLetsGoOfTheOtherOutput() {
    CourierScene scene = CourierScene.latest().withdraws(1);
    scene.last().ends(FAILED);
    scene.resumes(2).passes(100);
    assertThat(scene.triedIds()).containsExactly("1-1", "1-1");
    scene.last().ends(DONE);
    assertThat(scene.triedIds()).containsExactly("1-1", "1-1", "1-2");
  }

  @Test
  void shouldTryAgainAfterAHookThatBreaks() {
    CourierScene scene = CourierScene.latest();
    scene.breaks = true;
    scene.withdraws(1);
    scene.breaks = false;
    scene.passes(100);
    assertThat(scene.triedIds()).containsExactly("1-1");
    scene.last().ends(DONE);
    assertThat(scene.settled).containsExactly("1-1 DELIVERED");
  }

  @Test
  void shouldLetWhatRestrictsHoldFromWhenItWasDecided() {
    CourierScene scene = CourierScene.latest();
    long decidedMs = scene.timers.wallMs();
    scene.widens(1).passes(600);
    assertThat(scene.tried).hasSizeGreaterThan(2);
    assertThat(scene.last().message.validUntilMs()).hasValue(decidedMs + 10_000);
  }

  @Test
  void shouldHoldOnlySoMuchForWhomAsksForAll() {
    CourierScene scene = CourierScene.all();
    for (int seq = 1; seq <= Line.MOST_WAITING + 3; seq++) {
      scene.withdraws(seq);
    }
    assertThat(scene.settled).containsExactly("1-2 DEAD", "1-3 DEAD");
    assertThat(scene.troubles).containsExactly("OVERFLOW", "OVERFLOW");
    assertThat(scene.courier.waiting()).isEqualTo(Line.MOST_WAITING + 1);
  }

  @Test
  void shouldLeaveWhatItOwesWhenItStops() {
    CourierScene scene = CourierScene.latest().withdraws(1).opens(2);
    assertThat(scene.courier.stop()).extracting(Delivery::id).containsExactly("1-1", "1-2");
    scene.passes(60_000);
    assertThat(scene.tried).hasSize(1);
    assertThat(scene.settled).isEmpty();
    assertThat(scene.timers.set()).isZero();
  }
}

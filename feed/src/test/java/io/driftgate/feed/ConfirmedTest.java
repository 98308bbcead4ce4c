package io.driftgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.signal.Quotes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the gate says that nobody can be quoting any more. */
final class ConfirmedTest {
  private final AnnouncerStage stage = new AnnouncerStage("A", "B");
  private final AnnouncerStage.Seat first = stage.first;
  private AnnouncerStage.Seat second;

  @BeforeEach
  void bothHoldGrants() {
    stage.gate.move("A", Quotes.OPEN);
    stage.passMs(AnnouncerStage.LEASE_MS);
    first.say("{'op':'subscribe'}").say("{'op':'renew','nonce':'1'}");
    second = stage.enter();
    second.say("{'op':'subscribe','markets':['A']}").say("{'op':'renew','nonce':'2'}");
  }

  private void withdraw() {
    stage.gate.move("A", Quotes.WITHDRAW);
    stage.turnAll();
  }

  private static long confirmed(AnnouncerStage.Seat desk) {
    return desk.types().stream().filter("confirmed"::equals).count();
  }

  @Test
  void shouldConfirmWhenTheLastDeskHasAcknowledged() {
    withdraw();
    first.say("{'op':'ack','market':'A','version':2}");
    assertThat(confirmed(first)).isZero();
    stage.passMs(20);
    second.say("{'op':'ack','market':'A','version':2}");
    assertThat(first.last("confirmed"))
        .contains(
            "\"epoch\":7,\"seq\":2,",
            "\"market\":\"A\",\"version\":2,\"afterMs\":20,\"acknowledged\":2,\"expired\":0}");
    assertThat(confirmed(second)).isEqualTo(1);
    stage.passMs(2 * AnnouncerStage.LEASE_MS);
    assertThat(confirmed(first)).as("once").isEqualTo(1);
    assertThat(stage.confirmations.micros().getTotalCount()).isEqualTo(1);
  }

  @Test
  void shouldConfirmWhenTheLeaseOfASilentDeskHasRunOut() {
    withdraw();
    first.say("{'op':'ack','market':'A','version':2}");
    stage.passMs(AnnouncerStage.LEASE_MS - 1);
    assertThat(confirmed(first)).isZero();
    stage.passMs(1);
    assertThat(first.last("confirmed")).contains("\"acknowledged\":1,\"expired\":1}");
  }

  @Test
  void shouldNotWaitForGrantsOfTheRestrictedTable() {
    withdraw();
    first.say("{'op':'renew','nonce':'3'}").say("{'op':'ack','market':'A','version':2}");
    stage.passMs(AnnouncerStage.LEASE_MS / 2);
    second.say("{'op':'renew','nonce':'4'}");
    stage.passMs(AnnouncerStage.LEASE_MS / 2);
    assertThat(first.last("confirmed")).contains("\"acknowledged\":1,\"expired\":1}");
  }

  @Test
  void shouldWaitForTheLeaseOfADeskThatHasGone() {
    withdraw();
    first.say("{'op':'ack','market':'A','version':2}");
    second.leave();
    stage.passMs(AnnouncerStage.LEASE_MS - 1);
    assertThat(confirmed(first)).isZero();
    stage.passMs(1);
    assertThat(confirmed(first)).isEqualTo(1);
  }

  @Test
  void shouldWaitForADeskThatHadGoneBefore() {
    second.leave();
    withdraw();
    first.say("{'op':'ack','market':'A','version':2}");
    assertThat(confirmed(first)).isZero();
    stage.passMs(AnnouncerStage.LEASE_MS);
    assertThat(first.last("confirmed")).contains("\"acknowledged\":1,\"expired\":1}");
  }

  @Test
  void shouldWaitForWhatWasGrantedForAnotherView() {
    first.say("{'op':'subscribe','markets':['B']}").say("{'op':'renew','nonce':'3'}");
    withdraw();
    second.say("{'op':'ack','market':'A','version':2}");
    assertThat(confirmed(second)).isZero();
    stage.passMs(AnnouncerStage.LEASE_MS);
    assertThat(second.last("confirmed")).contains("\"acknowledged\":1,\"expired\":1}");
    assertThat(confirmed(first)).as("sees B only").isZero();
  }

  @Test
  void shouldNotWaitForDesksThatDoNotSeeTheMarket() {
    stage.gate.move("B", Quotes.OPEN);
    stage.gate.move("B", Quotes.WIDEN);
    stage.turnAll();
    first.say("{'op':'ack','market':'B','version':2}");
    assertThat(first.last("confirmed")).contains("\"market\":\"B\"", "\"acknowledged\":1");
    assertThat(confirmed(second)).isZero();
  }

  @Test
  void shouldForgetARestrictionThatIsTakenBack() {
    withdraw();
    stage.gate.move("A", Quotes.OPEN);
    stage.turnAll();
    first.say("{'op':'ack','market':'A','version':2}");
    second.say("{'op':'ack','market':'A','version':3}");
    stage.passMs(2 * AnnouncerStage.LEASE_MS);
    assertThat(confirmed(first)).isZero();
  }

  @Test
  void shouldConfirmOnlyTheStricterOfTwo() {
    stage.gate.move("A", Quotes.WIDEN);
    stage.turnAll();
    first.say("{'op':'ack','market':'A','version':2}");
    withdraw();
    second.say("{'op':'ack','market':'A','version':3}");
    assertThat(confirmed(first)).isZero();
    first.say("{'op':'ack','market':'A','version':3}");
    assertThat(first.last("confirmed")).contains("\"version\":3,", "\"acknowledged\":2");
    assertThat(confirmed(first)).isEqualTo(1);
  }

  @Test
  void shouldJudgeBeforeItConfirmsAndSayNothingOfWhatIsOver() {
    withdraw();
    stage.nanos += 2 * AnnouncerStage.LEASE_MS * 1_000_000;
    stage.gate.atNextJudgement(() -> stage.gate.move("A", Quotes.OPEN));
    stage.passMs(0);
    assertThat(confirmed(first)).isZero();
  }

  @Test
  void shouldRefuseAnAcknowledgementOfWhatWasNeverSent() {
    first.say("{'op':'ack','market':'A','version':2}");
    assertThat(first.last("error")).contains("unknown_version");
    withdraw();
    second.say("{'op':'ack','market':'B','version':0}");
    assertThat(second.last("error")).contains("unknown_version");
    AnnouncerStage.Seat stranger = stage.enter().say("{'op':'ack','market':'A','version':2}");
    assertThat(stranger.last("error")).contains("not_subscribed");
    assertThat(confirmed(first)).isZero();
  }

  @Test
  void shouldConfirmNothingInAProcessThatHasJustStarted() {
    AnnouncerStage started = new AnnouncerStage("A");
    started.first.say("{'op':'subscribe'}");
    started.gate.move("A", Quotes.OPEN);
    started.gate.move("A", Quotes.WITHDRAW);
    started.passMs(AnnouncerStage.LEASE_MS - 1);
    assertThat(confirmed(started.first)).as("the one before may have granted").isZero();
    started.passMs(1);
    assertThat(started.first.last("confirmed")).contains("\"acknowledged\":0,\"expired\":0}");
  }

  @Test
  void shouldSayNothingOfItAfterTheFarewell() {
    withdraw();
    stage.announcer.farewell(() -> {});
    stage.passMs(2 * AnnouncerStage.LEASE_MS);
    assertThat(confirmed(first)).isZero();
  }
}

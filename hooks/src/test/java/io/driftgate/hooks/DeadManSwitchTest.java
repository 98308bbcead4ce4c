package io.driftgate.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.MarketGlobs;
import io.driftgate.core.fact.MarketId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DeadManSwitchTest implements DeadMan, Standing, HookListener {
  private static final Outcome DONE = Outcome.delivered("");

  private final VirtualTimers timers = new VirtualTimers();
  private final List<Long> refreshes = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private final long startMs = timers.wallMs();
  private Future<Boolean> quoted = Future.succeededFuture(true);
  private Optional<Outcome> outcome = Optional.of(DONE);
  private boolean owes;
  private int stoodDown;
  private int aborted;
  private final DeadManSwitch deadMan =
      new DeadManSwitch(
          new HookRules(
              "okx",
              MarketGlobs.ALL,
              EnumSet.of(HookEvent.WITHDRAW),
              false,
              HookRules.Limits.DEFAULT,
              Optional.empty(),
              false),
          this,
          timers,
          this,
          () -> owes,
          this);

  @Override
  public Attempt refresh() {
    refreshes.add(timers.wallMs() - startMs);
    Promise<Outcome> ended = Promise.promise();
    outcome.ifPresent(ended::complete);
    return new Attempt() {
      @Override
      public Future<Outcome> outcome() {
        return ended.future();
      }

      @Override
      public void abort() {
        aborted++;
        ended.tryComplete(Outcome.failed("no answer in time"));
      }
    };
  }

  @Override
  public long periodMs() {
    return 15_000;
  }

  @Override
  public long timeoutMs() {
    return 60_000;
  }

  @Override
  public Optional<Attempt> standDown(Outcome cancelled) {
    stoodDown++;
    return Optional.empty();
  }

  @Override
  public Future<Boolean> stands(MarketId market, long version) {
    return quoted;
  }

  @Override
  public Future<Boolean> anyMayBeQuoted(MarketGlobs markets) {
    return quoted;
  }

  @Override
  public void settled(Settlement settlement) {}

  @Override
  public void trouble(Trouble kind, String hook, MarketId market, String message) {}

  @Override
  public void protection(String hook, MarketGlobs markets, boolean stands, String why) {
    said.add(hook + " " + stands + " " + why);
  }

  @Test
  void shouldRefreshAsOftenAsTheVenueWants() {
    deadMan.begin();
    timers.pass(30_000);
    assertThat(refreshes).containsExactly(0L, 15_000L, 30_000L);
    assertThat(said).isEmpty();
  }

  @Test
  void shouldNotArmWhatMustNotBeQuoted() {
    quoted = Future.succeededFuture(false);
    deadMan.begin();
    timers.pass(60_000);
    assertThat(refreshes).isEmpty();
  }

  @Test
  void shouldArmAtOnceWhatMayBeQuoted() {
    quoted = Future.succeededFuture(false);
    deadMan.begin();
    timers.pass(1_000);
    quoted = Future.succeededFuture(true);
    deadMan.moved();
    assertThat(refreshes).containsExactly(1_000L);
    deadMan.moved();
    assertThat(refreshes).as("another market of its").hasSize(1);
  }

  @Test
  void shouldLetItFireWhenTheGateDoesNotAnswer() {
    deadMan.begin();
    quoted = Future.failedFuture("held up");
    timers.pass(120_000);
    assertThat(refreshes).containsExactly(0L);
    assertThat(said).isEmpty();
    assertThat(stoodDown).isZero();
  }

  @Test
  void shouldLetItFireWhileAWithdrawalIsOwed() {
    deadMan.begin();
    owes = true;
    timers.pass(60_000);
    assertThat(refreshes).containsExactly(0L);
    owes = false;
    timers.pass(15_000);
    assertThat(refreshes).hasSize(2);
  }

  @Test
  void shouldTripWhenTwoInARowFail() {
    deadMan.begin();
    outcome = Optional.of(Outcome.failed("status 500"));
    timers.pass(15_000);
    outcome = Optional.of(DONE);
    timers.pass(15_000);
    outcome = Optional.of(Outcome.failed("status 500"));
    timers.pass(15_000);
    assertThat(said).as("one alone").isEmpty();
    timers.pass(15_000);
    assertThat(said).containsExactly("okx false status 500");
  }

  @Test
  void shouldCountWhatIsNotAnsweredAsFailed() {
    outcome = Optional.empty();
    deadMan.begin();
    timers.pass(30_000);
    assertThat(aborted).isEqualTo(2);
    assertThat(said).containsExactly("okx false no answer in time");
  }

  @Test
  void shouldTryAgainAfterAWhileAndTripAtOnceIfItStillFails() {
    outcome = Optional.of(Outcome.failed("status 500"));
    deadMan.begin();
    timers.pass(15_000);
    quoted = Future.succeededFuture(false);
    timers.pass(DeadManSwitch.LOST_MS);
    assertThat(said).containsExactly("okx false status 500", "okx true ");
    quoted = Future.succeededFuture(true);
    deadMan.moved();
    assertThat(said).hasSize(3).last().isEqualTo("okx false status 500");
  }

  @Test
  void shouldNotKeepMarketsWithdrawnThatItNoLongerProtects() {
    outcome = Optional.of(Outcome.failed("status 500"));
    deadMan.begin();
    timers.pass(15_000);
    deadMan.end();
    timers.pass(120_000);
    assertThat(said).containsExactly("okx false status 500", "okx true ");
  }

  @Test
  void shouldStandDownOnlyByAGateThatHasJudged() {
    deadMan.begin();
    quoted = Future.failedFuture("held up");
    deadMan.withdrawn();
    quoted = Future.succeededFuture(true);
    deadMan.withdrawn();
    assertThat(stoodDown).isZero();
    quoted = Future.succeededFuture(false);
    deadMan.withdrawn();
    assertThat(stoodDown).isEqualTo(1);
  }

  @Test
  void shouldLeaveItToFireWhenItEnds() {
    deadMan.begin();
    deadMan.end();
    timers.pass(60_000);
    assertThat(refreshes).hasSize(1);
    assertThat(stoodDown).isZero();
    assertThat(timers.set()).isZero();
  }
}

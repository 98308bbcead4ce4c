package io.driftgate.hooks.deribit;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.hooks.Attempt;
import io.driftgate.hooks.Hook;
import io.driftgate.hooks.HookEvent;
import io.driftgate.hooks.Outcome;
import io.driftgate.hooks.http.Misdeed;
import io.driftgate.hooks.http.Secret;
import io.driftgate.hooks.http.Stage;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeribitHookIT {
  private final Stage stage = new Stage();
  private final LocalDeribit venue = new LocalDeribit(stage.vertx());

  @BeforeEach
  void start() {
    venue.start();
    venue.quote("bid-1", "1", "BTC-PERPETUAL");
    venue.quote("bid-2", "2", "ETH-PERPETUAL");
    venue.order("hedge", "hedge", "BTC-PERPETUAL");
    venue.order("maker", "mm", "BTC-PERPETUAL");
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void shouldCancelAllQuotesAndNoOrders() {
    Hook hook = hook(new DeribitCancel.AllQuotes());

    Outcome outcome = withdraw(hook);

    assertThat(outcome).isEqualTo(Outcome.delivered("2 cancelled"));
    assertThat(venue.names()).containsExactly("hedge", "maker");
    assertThat(venue.frozen).isTrue();
  }

  @Test
  void shouldCancelOnlyWhatItIsLimitedTo() {
    Hook hook = hook(new DeribitCancel.QuoteSet("2"), new DeribitCancel.OrdersLabelled("mm"));

    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(venue.names()).containsExactly("bid-1", "hedge");
  }

  @Test
  void shouldDoNothingAtTheVenueForAnOpening() {
    Hook hook = hook(new DeribitCancel.Everything());

    Outcome outcome = stage.outcome(() -> hook.attempt(Stage.delivery(HookEvent.OPEN)));

    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(venue.names()).hasSize(4);
  }

  @Test
  void shouldAnswerTestsAndKeepItsConnection() {
    venue.secondMs = 10;
    Hook hook = hook(new DeribitCancel.AllQuotes());

    stage.until("five tests answered", () -> venue.tests.get() >= 5);

    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(venue.connections).hasValue(1);
    assertThat(venue.cut).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource(names = {"ACT_AND_500", "ERROR_500", "ACT_AND_CLOSE", "ACT_AND_NONSENSE"})
  void shouldNeverTakeAnUnclearAnswerAsDone(Misdeed misdeed) {
    Hook hook = hook(new DeribitCancel.AllQuotes());
    venue.misdeeds.add(misdeed);

    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.FAILED);
    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(venue.names()).containsExactly("hedge", "maker");
  }

  @Test
  void shouldFailWhenGivenUpWhileTheVenueHangs() {
    Hook hook = hook(new DeribitCancel.AllQuotes());
    venue.misdeeds.add(Misdeed.HANG);

    Attempt hanging = stage.on(() -> hook.attempt(Stage.delivery(HookEvent.WITHDRAW)));
    stage.until("it is there", () -> venue.misdeeds.isEmpty());
    Outcome outcome =
        stage.outcome(
            () -> {
              hanging.abort();
              return hanging;
            });

    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.DELIVERED);
  }

  @Test
  void shouldTryAnotherConnectionWhenOneOwesAnAnswerForLong() {
    Hook hook = hook(new DeribitCancel.AllQuotes());
    venue.misdeeds.add(Misdeed.HANG);
    Attempt hanging = stage.on(() -> hook.attempt(Stage.delivery(HookEvent.WITHDRAW)));
    stage.until("it is there", () -> venue.misdeeds.isEmpty());

    stage.passMs(1001);

    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(stage.await(hanging.outcome()).kind()).isEqualTo(Outcome.Kind.FAILED);
    assertThat(venue.connections).hasValue(2);
  }

  @Test
  void shouldSayWhenToComeAgainAfterARateLimit() {
    Hook hook = hook(new DeribitCancel.AllQuotes());
    venue.misdeeds.add(Misdeed.RATE_LIMIT);

    Outcome outcome = withdraw(hook);

    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
    assertThat(outcome.retryAfterMs()).hasValue(1000);
  }

  @Test
  void shouldBeRefusedWithoutThePermission() {
    Hook hook = hook(new DeribitCancel.AllQuotes());
    venue.misdeeds.add(Misdeed.NO_PERMISSION);

    assertThat(withdraw(hook)).isEqualTo(Outcome.refused("error 13021"));
  }

  @Test
  void shouldBeRefusedWithTheWrongSecret() {
    Hook hook = hook("WRONG", new DeribitCancel.AllQuotes());

    assertThat(withdraw(hook)).isEqualTo(Outcome.refused("error 13004"));
    assertThat(withdraw(hook)).isEqualTo(Outcome.refused("error 13004"));
    assertThat(venue.names()).hasSize(4);
  }

  @Test
  void shouldReadTheVenuesClockWhenItsOwnIsWrong() {
    venue.aheadMs = 60_000;
    Hook hook = hook(new DeribitCancel.AllQuotes());

    stage.until("logged in by the venue's time", () -> venue.logins.get() == 1);

    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.DELIVERED);
  }

  @Test
  void shouldLogInAgainWhenTheTokenHasEnded() {
    Hook hook = hook(new DeribitCancel.AllQuotes());
    stage.until("logged in", () -> venue.logins.get() == 1);
    venue.endTokens();

    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.FAILED);
    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.DELIVERED);
  }

  @Test
  void shouldRenewATokenBeforeItEnds() {
    venue.tokenSeconds = 1;
    Hook hook = hook(new DeribitCancel.AllQuotes());

    stage.until("logged in twice", () -> venue.logins.get() >= 2);

    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(venue.connections).hasValue(1);
  }

  @Test
  void shouldComeBackAfterTheConnectionEnded() {
    Hook hook = hook(new DeribitCancel.AllQuotes());
    stage.until("logged in", () -> venue.logins.get() == 1);
    venue.dropConnections();
    stage.until("logged in again", () -> venue.logins.get() == 2);

    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.DELIVERED);
  }

  @Test
  void shouldLetTheEndOfOneAttemptBeginAnother() {
    Hook hook = hook(new DeribitCancel.AllQuotes());
    stage.until("logged in", () -> venue.logins.get() == 1);
    for (int i = 0; i < 3; i++) {
      venue.misdeeds.add(Misdeed.HANG);
    }
    List<Future<Outcome>> second =
        stage.on(() -> IntStream.range(0, 3).mapToObj(i -> failedThenAgain(hook)).toList());
    stage.until("all hang", () -> venue.misdeeds.isEmpty());

    venue.dropConnections();

    for (Future<Outcome> outcome : second) {
      assertThat(stage.await(outcome).kind()).isEqualTo(Outcome.Kind.DELIVERED);
    }
  }

  private static Future<Outcome> failedThenAgain(Hook hook) {
    return hook.attempt(Stage.delivery(HookEvent.WITHDRAW))
        .outcome()
        .compose(
            failed -> {
              assertThat(failed.kind()).isEqualTo(Outcome.Kind.FAILED);
              return hook.attempt(Stage.delivery(HookEvent.WITHDRAW)).outcome();
            });
  }

  @Test
  void shouldNotSendWhatWasGivenUpBeforeTheLogin() {
    venue.aheadMs = 60_000;
    Hook hook = hook(new DeribitCancel.AllQuotes());
    stage.on(
        () -> {
          Attempt early = hook.attempt(Stage.delivery(HookEvent.WITHDRAW));
          early.abort();
          return early;
        });
    stage.until("logged in", () -> venue.methods.contains("public/set_heartbeat"));

    assertThat(venue.methods).doesNotContain("private/cancel_quotes");
  }

  @Test
  void shouldPrintNoSecret() {
    assertThat(settings(LocalDeribit.SECRET, new DeribitCancel.AllQuotes()).toString())
        .doesNotContain(LocalDeribit.SECRET);
  }

  private Outcome withdraw(Hook hook) {
    return stage.outcome(() -> hook.attempt(Stage.delivery(HookEvent.WITHDRAW)));
  }

  private Hook hook(DeribitCancel... cancels) {
    return hook(LocalDeribit.SECRET, cancels);
  }

  private Hook hook(String secret, DeribitCancel... cancels) {
    return stage.on(
        () ->
            new DeribitHook(stage.vertx(), settings(secret, cancels), stage::wallMs, stage::nanos));
  }

  private DeribitSettings settings(String secret, DeribitCancel... cancels) {
    return new DeribitSettings(
        venue.endpoint(),
        LocalDeribit.CLIENT,
        Secret.of(secret.toCharArray()),
        List.of(cancels),
        true,
        Optional.empty());
  }
}

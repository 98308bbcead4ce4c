package io.driftgate.hooks.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.hooks.Attempt;
import io.driftgate.hooks.Hook;
import io.driftgate.hooks.HookEvent;
import io.driftgate.hooks.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of each venue over HTTP, whatever it does to us. */
public interface MisbehavingVenue {
  /** The loop. */
  Stage stage();

  /** With open orders that the hook reaches. */
  LocalHttpVenue venue();

  /** One that reaches them. */
  Hook hook();

  /** How many of the orders that the hook reaches are open. */
  int open();

  @ParameterizedTest
  @EnumSource(
      names = {
        "ACT_AND_500",
        "ERROR_500",
        "ACT_AND_CLOSE",
        "REDIRECT",
        "ACT_AND_FLOOD",
        "ACT_AND_NONSENSE"
      })
  default void shouldNeverTakeAnUnclearAnswerAsDone(Misdeed misdeed) {
    Hook hook = hook();
    venue().misdeeds.add(misdeed);

    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.FAILED);
    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(open()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"HANG", "ACT_AND_HANG"})
  default void shouldFailWhenGivenUpWhileTheVenueHangs(Misdeed misdeed) {
    Hook hook = hook();
    venue().misdeeds.add(misdeed);
    Attempt hanging = stage().on(() -> hook.attempt(Stage.delivery(HookEvent.WITHDRAW)));
    stage().until("it is there", () -> venue().misdeeds.isEmpty());

    Outcome outcome =
        stage()
            .outcome(
                () -> {
                  hanging.abort();
                  return hanging;
                });

    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.DELIVERED);
  }

  @Test
  default void shouldHedgeBesideAnAttemptThatHangs() {
    Hook hook = hook();
    venue().misdeeds.add(Misdeed.HANG);
    Attempt hanging = stage().on(() -> hook.attempt(Stage.delivery(HookEvent.WITHDRAW)));
    stage().until("it is there", () -> venue().misdeeds.isEmpty());

    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(open()).isZero();
    assertThat(hanging.outcome().isComplete()).isFalse();
  }

  @Test
  default void shouldKeepItsConnections() {
    Hook hook = hook();
    for (int i = 0; i < 20; i++) {
      assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.DELIVERED);
    }

    assertThat(venue().connections).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  default void shouldSayWhenToComeAgainAfterARateLimit() {
    Hook hook = hook();
    venue().misdeeds.add(Misdeed.RATE_LIMIT);

    Outcome outcome = withdraw(hook);

    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
    assertThat(outcome.retryAfterMs()).isPresent();
  }

  @Test
  default void shouldBeRefusedWithoutThePermission() {
    Hook hook = hook();
    venue().misdeeds.add(Misdeed.NO_PERMISSION);

    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.REFUSED);
  }

  @Test
  default void shouldReadTheVenuesClockWhenItsOwnIsWrong() {
    Hook hook = hook();
    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.DELIVERED);
    venue().aheadMs.set(600_000);

    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.FAILED);
    stage()
        .until("the venue's time is known", () -> withdraw(hook).kind() == Outcome.Kind.DELIVERED);
  }

  @Test
  default void shouldDoNothingAtTheVenueForAnOpening() {
    Hook hook = hook();
    int open = open();

    Outcome outcome = stage().outcome(() -> hook.attempt(Stage.delivery(HookEvent.OPEN)));

    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(open()).isEqualTo(open).isPositive();
    assertThat(venue().acts).isEmpty();
  }

  @Test
  default void shouldFailAndNotThrowOnceClosed() {
    Hook hook = hook();
    stage().await(stage().on(hook::close));

    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.FAILED);
  }

  /** How a withdrawal ends. */
  default Outcome withdraw(Hook hook) {
    return stage().outcome(() -> hook.attempt(Stage.delivery(HookEvent.WITHDRAW)));
  }
}

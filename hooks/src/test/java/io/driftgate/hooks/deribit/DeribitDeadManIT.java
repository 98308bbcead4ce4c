package io.driftgate.hooks.deribit;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.hooks.Outcome;
import io.driftgate.hooks.deribit.DeribitSettings.HeartbeatSeconds;
import io.driftgate.hooks.deribit.DeribitSettings.Scope;
import io.driftgate.hooks.http.Secret;
import io.driftgate.hooks.http.Stage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeribitDeadManIT {
  private final Stage stage = new Stage();
  private final LocalDeribit venue = new LocalDeribit(stage.vertx());

  @BeforeEach
  void start() {
    venue.start();
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void shouldArmAtTheFirstRefreshAndOnlyLookAfterwards() {
    DeribitDeadMan deadMan = deadMan(Scope.CONNECTION);

    assertThat(refresh(deadMan)).isEqualTo(Outcome.delivered("armed"));
    assertThat(refresh(deadMan)).isEqualTo(Outcome.delivered("armed"));
    assertThat(venue.methods)
        .containsSubsequence(
            "private/enable_cancel_on_disconnect", "private/get_cancel_on_disconnect")
        .filteredOn("private/enable_cancel_on_disconnect"::equals)
        .hasSize(1);
  }

  @Test
  void shouldLetTheVenueCutWhenItIsNotRefreshed() {
    venue.secondMs = 10;
    DeribitDeadMan deadMan = deadMan(Scope.CONNECTION);
    assertThat(refresh(deadMan).kind()).isEqualTo(Outcome.Kind.DELIVERED);
    venue.orderBy("ours", 1);
    venue.order("another's", "", "BTC-PERPETUAL");
    stage.until("a test answered", () -> venue.tests.get() > 0);
    assertThat(venue.names()).containsExactly("ours", "another's");

    stage.passMs(deadMan.timeoutMs());

    stage.until("it is cancelled", () -> !venue.names().contains("ours"));
    assertThat(venue.cut.get()).isPositive();
    assertThat(venue.names()).containsExactly("another's");
  }

  @Test
  void shouldMakeEachNewConnectionBeginWithItInAccountScope() {
    DeribitDeadMan deadMan = deadMan(Scope.ACCOUNT);

    assertThat(refresh(deadMan).kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(venue.accountArmed).isTrue();
  }

  @Test
  void shouldSayWhenSomebodySwitchedItOffAndArmAgain() {
    DeribitDeadMan deadMan = deadMan(Scope.ACCOUNT);
    refresh(deadMan);
    venue.accountArmed = false;

    assertThat(refresh(deadMan)).isEqualTo(Outcome.failed("not armed any more"));
    assertThat(refresh(deadMan)).isEqualTo(Outcome.delivered("armed"));
    assertThat(venue.accountArmed).isTrue();
  }

  @Test
  void shouldArmAgainOnANewConnection() {
    DeribitDeadMan deadMan = deadMan(Scope.CONNECTION);
    refresh(deadMan);
    venue.dropConnections();
    stage.until("logged in again", () -> venue.logins.get() == 2);

    assertThat(refresh(deadMan).kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(venue.methods).filteredOn("private/enable_cancel_on_disconnect"::equals).hasSize(2);
  }

  @Test
  void shouldNeverLogOutOrSwitchItOff() {
    DeribitDeadMan deadMan = deadMan(Scope.CONNECTION);
    refresh(deadMan);
    venue.orderBy("ours", 1);

    stage.await(stage.on(deadMan::close));

    stage.until("it is cancelled", () -> venue.names().isEmpty());
    assertThat(venue.methods)
        .doesNotContain("private/logout", "private/disable_cancel_on_disconnect");
  }

  @Test
  void shouldBeRefusedWithoutThePermission() {
    venue.scopeGranted = false;

    assertThat(refresh(deadMan(Scope.CONNECTION)).kind()).isEqualTo(Outcome.Kind.REFUSED);
  }

  private Outcome refresh(DeribitDeadMan deadMan) {
    return stage.outcome(() -> deadMan.refresh());
  }

  private DeribitDeadMan deadMan(Scope scope) {
    DeribitSettings settings =
        new DeribitSettings(
            venue.endpoint(),
            LocalDeribit.CLIENT,
            Secret.of(LocalDeribit.SECRET.toCharArray()),
            List.of(new DeribitCancel.AllQuotes()),
            true,
            Optional.of(new DeribitSettings.Disconnect(scope, new HeartbeatSeconds(10))));
    return stage.on(() -> new DeribitDeadMan(stage.vertx(), settings, stage::wallMs, stage::nanos));
  }
}

package io.driftgate.hooks.hyperliquid;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.hooks.Attempt;
import io.driftgate.hooks.Hook;
import io.driftgate.hooks.HookEvent;
import io.driftgate.hooks.Outcome;
import io.driftgate.hooks.http.Misdeed;
import io.driftgate.hooks.http.Secret;
import io.driftgate.hooks.http.Stage;
import io.driftgate.hooks.hyperliquid.HyperliquidSettings.Ahead;
import io.driftgate.hooks.hyperliquid.HyperliquidSettings.Network;
import io.driftgate.hooks.hyperliquid.HyperliquidSettings.Reach;
import io.driftgate.hooks.hyperliquid.HyperliquidSettings.Timer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HyperliquidVenueIT {
  private static final Reach ALL = new Reach(Set.of(), "", false, false);
  private static final long AHEAD_MS = 6_000;

  private final Stage stage = new Stage();
  private final LocalHyperliquid venue = new LocalHyperliquid(stage.vertx());

  @BeforeEach
  void start() {
    venue.start();
    venue.order(1, "BTC");
    venue.order(5_000_000_000L, "ETH");
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void shouldCancelEveryOpenOrder() {
    venue.order(3, "@107");

    assertThat(withdraw(venue(ALL).hook()).kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(venue.oids()).isEmpty();
  }

  @Test
  void shouldSpareStopsHedgesOtherCoinsAndOtherPeoplesOrders() {
    venue.orders.clear();
    String ours = "0xd1f70000000000000000000000000001";
    venue.orders.add(new LocalHyperliquid.Order(1, "ETH", ours, false, false));
    venue.orders.add(new LocalHyperliquid.Order(2, "ETH", ours, true, false));
    venue.orders.add(new LocalHyperliquid.Order(3, "ETH", ours, false, true));
    venue.orders.add(new LocalHyperliquid.Order(4, "BTC", ours, false, false));
    venue.orders.add(new LocalHyperliquid.Order(5, "ETH", "", false, false));
    Hook hook = venue(new Reach(Set.of("ETH"), "0xD1F7", true, true)).hook();

    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(venue.oids()).containsExactly(2L, 3L, 4L, 5L);
  }

  @Test
  void shouldCancelMoreThanFitsIntoOneRequest() {
    for (int oid = 10; oid < 260; oid++) {
      venue.order(oid, "SOL");
    }

    assertThat(withdraw(venue(ALL).hook()).kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(venue.oids()).isEmpty();
    assertThat(venue.acts).hasSize(3);
  }

  @Test
  void shouldCancelWhatItKnowsBesideTheReading() {
    Hook hook = venue(ALL).hook();
    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.DELIVERED);
    venue.order(7, "BTC");
    venue.misdeeds.add(Misdeed.ERROR_500);
    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.FAILED);
    int infos = venue.infos.get();

    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(venue.infos.get() - infos).as("one reading, beside the cancel").isEqualTo(1);
  }

  @Test
  void shouldFailForAnInstrumentOfUnknownNumber() {
    venue.orders.add(new LocalHyperliquid.Order(9, "xyz:TSLA", "", false, false));

    assertThat(withdraw(venue(ALL).hook()).kind()).isEqualTo(Outcome.Kind.FAILED);
    assertThat(venue.oids()).as("the others are cancelled all the same").containsExactly(9L);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "ACT_AND_500",
        "ERROR_500",
        "ACT_AND_CLOSE",
        "REDIRECT",
        "ACT_AND_FLOOD",
        "ACT_AND_NONSENSE",
        "WRONG_CLOCK"
      })
  void shouldNeverTakeAnUnclearAnswerAsDone(Misdeed misdeed) {
    Hook hook = venue(ALL).hook();
    venue.misdeeds.add(misdeed);

    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.FAILED);
    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(venue.oids()).isEmpty();
  }

  @Test
  void shouldFailWhenGivenUpWhileTheVenueHangs() {
    Hook hook = venue(ALL).hook();
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
  void shouldSayWhenToComeAgainAfterARateLimit() {
    Hook hook = venue(ALL).hook();
    venue.misdeeds.add(Misdeed.RATE_LIMIT);

    assertThat(withdraw(hook)).isEqualTo(Outcome.failed("too many requests", 10_000));
  }

  @Test
  void shouldBeRefusedWithAKeyOfAnotherAccount() {
    Hook hook = venue(ALL).hook();
    venue.misdeeds.add(Misdeed.NO_PERMISSION);

    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.REFUSED);
  }

  @Test
  void shouldDoNothingAtTheVenueForAnOpening() {
    Hook hook = venue(ALL).hook();

    Outcome outcome = stage.outcome(() -> hook.attempt(Stage.delivery(HookEvent.OPEN)));

    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(venue.oids()).hasSize(2);
  }

  @Test
  void shouldScheduleACancelThatHappensWhenItIsNotRefreshed() {
    HyperliquidDeadMan deadMan = deadMan();

    assertThat(refresh(deadMan)).isEqualTo(Outcome.delivered("armed"));
    assertThat(venue.oids()).hasSize(2);
    venue.passMs(AHEAD_MS);

    stage.until("everything is cancelled", () -> venue.oids().isEmpty());
    assertThat(venue.triggers).hasValue(1);
  }

  @Test
  void shouldPutTheTimeOffWithEachRefresh() {
    HyperliquidDeadMan deadMan = deadMan();
    refresh(deadMan);
    long first = venue.scheduledMs;
    stage.setWallAheadMs(1_000);

    assertThat(refresh(deadMan).kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(venue.scheduledMs).isGreaterThanOrEqualTo(first + 1_000);
  }

  @Test
  void shouldFailWhenTheDaysTriggersAreUsedUp() {
    HyperliquidDeadMan deadMan = deadMan();
    long day = 86_400_000;
    long wall = stage.wallMs();
    stage.setWallAheadMs(day - wall % day);
    venue.aheadMs.set(day - wall % day);
    for (int i = 0; i < 10; i++) {
      assertThat(refresh(deadMan).kind()).isEqualTo(Outcome.Kind.DELIVERED);
      venue.passMs(AHEAD_MS);
      stage.setWallAheadMs(venue.aheadMs.get());
    }

    assertThat(venue.triggers).hasValue(10);
    assertThat(refresh(deadMan).kind()).isEqualTo(Outcome.Kind.FAILED);
    stage.setWallAheadMs(venue.aheadMs.get() + day);
    assertThat(refresh(deadMan).kind()).isEqualTo(Outcome.Kind.DELIVERED);
  }

  @Test
  void shouldTakeTheTimeBackOnlyAfterAnAcknowledgedCancel() {
    HyperliquidDeadMan deadMan = deadMan();
    refresh(deadMan);
    long scheduled = venue.scheduledMs;

    assertThat(
            stage
                .outcome(() -> deadMan.standDown(Outcome.failed("no answer")).orElseThrow())
                .kind())
        .isEqualTo(Outcome.Kind.FAILED);
    assertThat(venue.scheduledMs).isEqualTo(scheduled).isPositive();
    assertThat(
            stage.outcome(() -> deadMan.standDown(Outcome.delivered("gone")).orElseThrow()).kind())
        .isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(venue.scheduledMs).isZero();
  }

  @Test
  void shouldFailAgainstAVenueWhoseClockIsFarAhead() {
    HyperliquidDeadMan deadMan = deadMan();
    venue.aheadMs.set(3_000);

    assertThat(refresh(deadMan).kind()).isEqualTo(Outcome.Kind.FAILED);
  }

  @Test
  void shouldBeRefusedWithoutTheVolume() {
    venue.enoughVolume = false;

    assertThat(refresh(deadMan()).kind()).isEqualTo(Outcome.Kind.REFUSED);
  }

  private HyperliquidDeadMan deadMan() {
    HyperliquidVenue made = venue(ALL);
    return stage.on(() -> made.deadMan(stage::nanos));
  }

  private Outcome withdraw(Hook hook) {
    return stage.outcome(() -> hook.attempt(Stage.delivery(HookEvent.WITHDRAW)));
  }

  private Outcome refresh(HyperliquidDeadMan deadMan) {
    return stage.outcome(() -> deadMan.refresh());
  }

  private HyperliquidVenue venue(Reach reach) {
    HyperliquidSettings settings =
        new HyperliquidSettings(
            venue.endpoint(),
            Network.TESTNET,
            LocalHyperliquid.ACCOUNT,
            Secret.of(HexFormat.of().parseHex(LocalHyperliquid.KEY)),
            Optional.empty(),
            reach,
            Optional.of(new Timer(2_000, new Ahead(AHEAD_MS))));
    return stage.on(() -> new HyperliquidVenue(stage.vertx(), settings, stage::wallMs));
  }
}

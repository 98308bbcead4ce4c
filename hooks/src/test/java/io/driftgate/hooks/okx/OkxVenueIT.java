package io.driftgate.hooks.okx;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.hooks.DeadMan;
import io.driftgate.hooks.Hook;
import io.driftgate.hooks.Outcome;
import io.driftgate.hooks.http.LocalHttpVenue;
import io.driftgate.hooks.http.MisbehavingVenue;
import io.driftgate.hooks.http.Misdeed;
import io.driftgate.hooks.http.Secret;
import io.driftgate.hooks.http.Stage;
import io.driftgate.hooks.http.Symbols;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OkxVenueIT implements MisbehavingVenue {
  private static final String SWAP = "BTC-USDT-SWAP";
  private static final OkxSettings.Reach ALL =
      new OkxSettings.Reach(Symbols.everything(), "", "", false);

  private final Stage stage = new Stage();
  private final LocalOkx venue = new LocalOkx(stage.vertx());

  @BeforeEach
  void start() {
    venue.start();
    venue.order(1, SWAP, "mm");
    venue.order(2, "ETH-USDT-SWAP", "mm");
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void shouldCancelWhatIsInReachOnly() {
    venue.order(3, SWAP, "hedge");
    venue.orders.add(new LocalOkx.Order(4, SWAP, "mm", true, false));
    OkxSettings.Reach reach = new OkxSettings.Reach(Symbols.of(List.of(SWAP)), "mm", "", true);

    assertThat(withdraw(made(reach, LocalOkx.SECRET).hook()).kind())
        .isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(venue.ids()).containsExactly(2L, 3L, 4L);
  }

  @Test
  void shouldFindAQuoteBehindHundredsOfOtherOrders() {
    for (int id = 10; id < 310; id++) {
      venue.order(id, SWAP, "hedge");
    }
    OkxSettings.Reach reach = new OkxSettings.Reach(Symbols.everything(), "mm", "", false);

    assertThat(withdraw(made(reach, LocalOkx.SECRET).hook()).kind())
        .isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(venue.ids()).hasSize(300).doesNotContain(1L, 2L);
  }

  @Test
  void shouldCancelMoreThanFitsIntoOneBatch() {
    for (int id = 10; id < 260; id++) {
      venue.order(id, SWAP, "mm");
    }

    assertThat(withdraw(hook()).kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(venue.ids()).isEmpty();
  }

  @Test
  void shouldNotTakeAnAcceptedCancelForACancelledOrder() {
    venue.lazyCancels.set(2);

    assertThat(withdraw(hook()).kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(venue.ids()).isEmpty();
    assertThat(venue.acts).hasSize(3);
  }

  @Test
  void shouldFailWhenOrdersStayAfterManyRounds() {
    venue.lazyCancels.set(100);

    assertThat(withdraw(hook()).kind()).isEqualTo(Outcome.Kind.FAILED);
  }

  @Test
  void shouldCancelProtectedOptionsOfAFamilyAtOnce() {
    venue.orders.add(new LocalOkx.Order(5, "BTC-USD-260925-100000-C", "", false, true));
    OkxSettings settings =
        new OkxSettings(
            venue.endpoint(),
            LocalOkx.KEY,
            Secret.of(LocalOkx.SECRET.toCharArray()),
            Secret.of(LocalOkx.PASSPHRASE.toCharArray()),
            false,
            Optional.empty(),
            List.of(new OkxSettings.Family("BTC-USD", 1000)),
            Optional.empty());
    Hook hook = stage.on(() -> new OkxVenue(stage.vertx(), settings, stage::wallMs).hook());

    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(venue.ids()).containsExactly(1L, 2L);
  }

  @Test
  void shouldBeRefusedWithTheWrongSecret() {
    assertThat(withdraw(made(ALL, "wrong").hook()).kind()).isEqualTo(Outcome.Kind.REFUSED);
  }

  @Test
  void shouldArmATimerOfATagThatRunsOutWhenItIsNotRefreshed() {
    venue.secondMs = 10;
    venue.order(3, SWAP, "hedge");
    DeadMan deadMan = made(ALL, LocalOkx.SECRET).deadMan(stage::nanos);

    assertThat(refresh(deadMan)).isEqualTo(Outcome.delivered("armed"));
    assertThat(venue.timeOut).isEqualTo("60");
    assertThat(venue.timerTag).isEqualTo("mm");
    stage.until("the tag's are cancelled", () -> venue.ids().equals(List.of(3L)));
  }

  @Test
  void shouldNeverTakeAnUnclearAnswerAsArmed() {
    DeadMan deadMan = made(ALL, LocalOkx.SECRET).deadMan(stage::nanos);
    venue.misdeeds.add(Misdeed.ACT_AND_NONSENSE);

    assertThat(refresh(deadMan).kind()).isEqualTo(Outcome.Kind.FAILED);
  }

  private Outcome refresh(DeadMan deadMan) {
    return stage.outcome(() -> deadMan.refresh());
  }

  private OkxVenue made(OkxSettings.Reach reach, String secret) {
    OkxSettings settings =
        new OkxSettings(
            venue.endpoint(),
            LocalOkx.KEY,
            Secret.of(secret.toCharArray()),
            Secret.of(LocalOkx.PASSPHRASE.toCharArray()),
            false,
            Optional.of(reach),
            List.of(),
            Optional.of(new OkxSettings.Timer(5_000, new OkxSettings.TimeOutSeconds(60), "mm")));
    return stage.on(() -> new OkxVenue(stage.vertx(), settings, stage::wallMs));
  }

  @Override
  public Stage stage() {
    return stage;
  }

  @Override
  public LocalHttpVenue venue() {
    return venue;
  }

  @Override
  public Hook hook() {
    return made(ALL, LocalOkx.SECRET).hook();
  }

  @Override
  public int open() {
    return venue.orders.size();
  }
}

package io.driftgate.hooks.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.hooks.DeadMan;
import io.driftgate.hooks.Hook;
import io.driftgate.hooks.Outcome;
import io.driftgate.hooks.bybit.BybitSettings.By;
import io.driftgate.hooks.bybit.BybitSettings.Category;
import io.driftgate.hooks.bybit.BybitSettings.Disconnect;
import io.driftgate.hooks.bybit.BybitSettings.Orders;
import io.driftgate.hooks.bybit.BybitSettings.Product;
import io.driftgate.hooks.bybit.BybitSettings.WindowSeconds;
import io.driftgate.hooks.http.LocalHttpVenue;
import io.driftgate.hooks.http.MisbehavingVenue;
import io.driftgate.hooks.http.Secret;
import io.driftgate.hooks.http.Stage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BybitVenueIT implements MisbehavingVenue {
  private static final Orders USDT = new Orders(Category.LINEAR, By.SETTLE_COIN, "USDT");

  private final Stage stage = new Stage();
  private final LocalBybit venue = new LocalBybit(stage.vertx());

  @BeforeEach
  void start() {
    venue.start();
    venue.order("1", "BTCUSDT", false);
    venue.order("2", "ETHUSDT", false);
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void shouldSpareStopsAndOtherSymbols() {
    venue.order("3", "BTCUSDT", true);
    Orders btc = new Orders(Category.LINEAR, By.SYMBOL, "BTCUSDT");

    assertThat(withdraw(made(LocalBybit.SECRET, btc).hook()).kind())
        .isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(venue.ids()).containsExactly("2", "3");
  }

  @Test
  void shouldNotTakeATakenCancelForACancelledOrder() {
    venue.lazyCancels.set(2);

    assertThat(withdraw(hook()).kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(venue.acts).hasSize(3);
    assertThat(venue.ids()).isEmpty();
  }

  @Test
  void shouldFailWhenOrdersStayAfterManyRounds() {
    venue.lazyCancels.set(100);

    assertThat(withdraw(hook()).kind()).isEqualTo(Outcome.Kind.FAILED);
  }

  @Test
  void shouldBeRefusedWithTheWrongSecret() {
    assertThat(withdraw(made("wrong", USDT).hook()).kind()).isEqualTo(Outcome.Kind.REFUSED);
  }

  @Test
  void shouldSubscribeSetTheWindowAndPing() {
    DeadMan deadMan = deadMan();

    assertThat(refresh(deadMan)).isEqualTo(Outcome.delivered("armed"));
    assertThat(refresh(deadMan)).isEqualTo(Outcome.delivered("armed"));
    assertThat(venue.subscribed).hasSize(1);
    assertThat(venue.windowSeconds).isEqualTo(3);
    assertThat(venue.pings).hasValue(2);
    assertThat(venue.acts).as("the window is set once").hasSize(1);
  }

  @Test
  void shouldLetTheOrdersGoWhenItIsNotRefreshed() {
    venue.secondMs = 10;
    DeadMan deadMan = deadMan();
    assertThat(refresh(deadMan).kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(venue.ids()).hasSize(2);

    stage.passMs(3_000);

    stage.until("it is closed, and the orders go", () -> venue.ids().isEmpty());
    assertThat(venue.subscribed).isEmpty();
  }

  @Test
  void shouldArmAgainAfterItWasCut() {
    DeadMan deadMan = deadMan();
    refresh(deadMan);
    stage.passMs(3_000);
    stage.until("it is closed", () -> venue.subscribed.isEmpty());

    assertThat(refresh(deadMan)).isEqualTo(Outcome.delivered("armed"));
    assertThat(venue.subscribed).hasSize(1);
  }

  @Test
  void shouldNotBeArmedWhereTheVenueHasNotEnabledIt() {
    venue.protectEnabled = false;
    DeadMan deadMan = deadMan();

    assertThat(refresh(deadMan).kind()).isEqualTo(Outcome.Kind.FAILED);
    venue.protectEnabled = true;
    assertThat(refresh(deadMan).kind()).isEqualTo(Outcome.Kind.DELIVERED);
  }

  @Test
  void shouldNotBeArmedWithTheWrongSecret() {
    BybitVenue wrong = made("wrong", USDT);
    DeadMan deadMan = stage.on(() -> wrong.deadMan(stage::nanos));

    assertThat(refresh(deadMan).kind()).isEqualTo(Outcome.Kind.FAILED);
    assertThat(venue.subscribed).isEmpty();
  }

  private Outcome refresh(DeadMan deadMan) {
    return stage.outcome(() -> deadMan.refresh());
  }

  private DeadMan deadMan() {
    BybitVenue made = made(LocalBybit.SECRET, USDT);
    return stage.on(() -> made.deadMan(stage::nanos));
  }

  private BybitVenue made(String secret, Orders orders) {
    BybitSettings settings =
        new BybitSettings(
            venue.endpoint(),
            LocalBybit.KEY,
            Secret.of(secret.toCharArray()),
            List.of(orders),
            Optional.of(
                new Disconnect(
                    venue.socketEndpoint(LocalBybit.SOCKET),
                    Product.DERIVATIVES,
                    new WindowSeconds(3))));
    return stage.on(() -> new BybitVenue(stage.vertx(), settings, stage::wallMs));
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
    return made(LocalBybit.SECRET, USDT).hook();
  }

  @Override
  public int open() {
    return venue.orders.size();
  }
}

package io.driftgate.hooks.binance;

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

class BinanceVenueIT implements MisbehavingVenue {
  private final Stage stage = new Stage();
  private final LocalBinance venue = new LocalBinance(stage.vertx());

  @BeforeEach
  void start() {
    venue.start();
    venue.orders.add(new LocalBinance.Order("1", "BTCUSDT"));
    venue.orders.add(new LocalBinance.Order("2", "ETHUSDT"));
    venue.orders.add(new LocalBinance.Order("3", "SOLUSDT"));
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void shouldCancelTheNamedSymbolsOnly() {
    assertThat(withdraw(hook()).kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(venue.ids()).containsExactly("3");
  }

  @Test
  void shouldSpareHedgesOnTheSameSymbol() {
    venue.orders.clear();
    for (int id = 10; id < 35; id++) {
      venue.orders.add(new LocalBinance.Order("" + id, "BTCUSDT", "mm-" + id, false));
    }
    venue.orders.add(new LocalBinance.Order("4", "BTCUSDT", "mm-4", true));
    venue.orders.add(new LocalBinance.Order("5", "BTCUSDT", "hedge-5", false));
    venue.orders.add(new LocalBinance.Order("6", "ETHUSDT", "mm-6", false));
    BinanceSettings.Reach reach = new BinanceSettings.Reach("mm-", true);
    Hook hook = made(LocalBinance.SECRET, Optional.of(reach), "BTCUSDT").hook();

    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(venue.ids()).containsExactly("4", "5", "6");
    assertThat(venue.acts).as("ten to a request").hasSize(3);
  }

  @Test
  void shouldNotTakeAnUnclearBatchAsDone() {
    BinanceSettings.Reach reach = new BinanceSettings.Reach("", false);
    Hook hook = made(LocalBinance.SECRET, Optional.of(reach), "BTCUSDT").hook();
    venue.misdeeds.add(Misdeed.ACT_AND_NONSENSE);

    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.FAILED);
    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.DELIVERED);
  }

  @Test
  void shouldHonourTheVenuesRetryAfter() {
    Hook hook = hook();
    venue.misdeeds.add(Misdeed.RATE_LIMIT);

    assertThat(withdraw(hook).retryAfterMs()).hasValue(7_000);
  }

  @Test
  void shouldBeRefusedWithTheWrongSecretOrSymbol() {
    assertThat(withdraw(made("wrong", "BTCUSDT").hook()).kind()).isEqualTo(Outcome.Kind.REFUSED);
    assertThat(withdraw(made(LocalBinance.SECRET, "NONE").hook()).kind())
        .isEqualTo(Outcome.Kind.REFUSED);
    assertThat(venue.ids()).hasSize(3);
  }

  @Test
  void shouldArmATimerForEachSymbolThatRunsOutWhenItIsNotRefreshed() {
    venue.perMs = 200;
    DeadMan deadMan = made(LocalBinance.SECRET, "BTCUSDT", "ETHUSDT").deadMan(stage::nanos);

    assertThat(refresh(deadMan)).isEqualTo(Outcome.delivered("armed"));
    assertThat(venue.countdowns)
        .containsEntry("BTCUSDT", 120_000L)
        .containsEntry("ETHUSDT", 120_000L)
        .hasSize(2);
    stage.until("both are cancelled", () -> venue.ids().equals(List.of("3")));
  }

  @Test
  void shouldNotBeArmedUnlessEachSymbolIs() {
    DeadMan deadMan = made(LocalBinance.SECRET, "BTCUSDT", "ETHUSDT").deadMan(stage::nanos);
    venue.misdeeds.add(Misdeed.ERROR_500);

    assertThat(refresh(deadMan).kind()).isEqualTo(Outcome.Kind.FAILED);
    assertThat(venue.countdowns).hasSize(1);
  }

  private Outcome refresh(DeadMan deadMan) {
    return stage.outcome(() -> deadMan.refresh());
  }

  private BinanceVenue made(String secret, String... symbols) {
    return made(secret, Optional.empty(), symbols);
  }

  private BinanceVenue made(
      String secret, Optional<BinanceSettings.Reach> reach, String... symbols) {
    BinanceSettings settings =
        new BinanceSettings(
            venue.endpoint(),
            LocalBinance.KEY,
            Secret.of(secret.toCharArray()),
            Symbols.of(List.of(symbols)),
            reach,
            Optional.of(
                new BinanceSettings.Timer(30_000, new BinanceSettings.CountdownMs(120_000))));
    return stage.on(() -> new BinanceVenue(stage.vertx(), settings, stage::wallMs));
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
    return made(LocalBinance.SECRET, "BTCUSDT", "ETHUSDT").hook();
  }

  @Override
  public int open() {
    return (int) venue.orders.stream().filter(o -> !o.symbol().equals("SOLUSDT")).count();
  }
}

package io.driftgate.hooks.bitmex;

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

class BitmexVenueIT implements MisbehavingVenue {
  private final Stage stage = new Stage();
  private final LocalBitmex venue = new LocalBitmex(stage.vertx());

  @BeforeEach
  void start() {
    venue.start();
    venue.orders.add(new LocalBitmex.Order("1", "XBTUSD"));
    venue.orders.add(new LocalBitmex.Order("2", "ETHUSD"));
    venue.orders.add(new LocalBitmex.Order("3", "SOLUSD"));
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void shouldCancelTheNamedSymbolsOnly() {
    Hook hook = made(Symbols.of(List.of("XBTUSD", "ETHUSD")), LocalBitmex.SECRET).hook();

    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(venue.ids()).containsExactly("3");
  }

  @Test
  void shouldFailWhenOneOfSeveralSymbolsFails() {
    Hook hook = made(Symbols.of(List.of("XBTUSD", "ETHUSD")), LocalBitmex.SECRET).hook();
    venue.misdeeds.add(Misdeed.ERROR_500);

    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.FAILED);
    assertThat(venue.ids()).as("the other one is cancelled all the same").hasSize(2);
  }

  @Test
  void shouldSpareStopsAndHedgesOnTheSameSymbol() {
    venue.orders.clear();
    for (int id = 0; id < 250; id++) {
      venue.orders.add(new LocalBitmex.Order("q" + id, "XBTUSD", "mm-" + id, "Limit", ""));
    }
    venue.orders.add(new LocalBitmex.Order("stop", "XBTUSD", "mm-s", "StopLimit", ""));
    venue.orders.add(new LocalBitmex.Order("close", "XBTUSD", "mm-c", "Limit", "LastPrice,Close"));
    venue.orders.add(new LocalBitmex.Order("hedge", "XBTUSD", "hedge-1", "Limit", ""));
    venue.orders.add(new LocalBitmex.Order("other", "ETHUSD", "mm-o", "Limit", ""));
    Hook hook = reaching(Symbols.of(List.of("XBTUSD")));

    assertThat(withdraw(hook).kind()).isEqualTo(Outcome.Kind.DELIVERED);
    assertThat(venue.ids()).containsExactly("stop", "close", "hedge", "other");
    assertThat(venue.acts).as("a hundred to a request").hasSize(3);
  }

  @Test
  void shouldNotSayThatNothingIsLeftAfterAFullPageOfOtherOrders() {
    venue.orders.clear();
    for (int id = 0; id < 500; id++) {
      venue.orders.add(new LocalBitmex.Order("h" + id, "XBTUSD", "hedge", "Limit", ""));
    }
    venue.orders.add(new LocalBitmex.Order("q", "ETHUSD", "mm-1", "Limit", ""));

    assertThat(withdraw(reaching(Symbols.everything())).kind()).isEqualTo(Outcome.Kind.FAILED);
  }

  private Hook reaching(Symbols symbols) {
    BitmexSettings.Reach reach = new BitmexSettings.Reach("mm-", true, true);
    return made(symbols, Optional.of(reach), LocalBitmex.SECRET).hook();
  }

  @Test
  void shouldBeRefusedWithTheWrongSecret() {
    assertThat(withdraw(made(Symbols.everything(), "wrong").hook()).kind())
        .isEqualTo(Outcome.Kind.REFUSED);
    assertThat(venue.ids()).hasSize(3);
  }

  @Test
  void shouldArmATimerThatRunsOutWhenItIsNotRefreshed() {
    venue.perMs = 100;
    DeadMan deadMan = deadMan();

    assertThat(refresh(deadMan)).isEqualTo(Outcome.delivered("armed"));
    assertThat(venue.timeout).isEqualTo(60_000);
    stage.until("everything is cancelled", () -> venue.ids().isEmpty());
  }

  @Test
  void shouldNotSendARefreshThatComesTooLate() {
    DeadMan deadMan = deadMan();

    Outcome outcome =
        stage.outcome(
            () -> {
              var refresh = deadMan.refresh();
              stage.passMs(deadMan.periodMs());
              return refresh;
            });

    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
    assertThat(venue.acts).isEmpty();
  }

  @Test
  void shouldNeverTakeAnUnclearAnswerAsArmed() {
    DeadMan deadMan = deadMan();
    venue.misdeeds.add(Misdeed.ACT_AND_NONSENSE);

    assertThat(refresh(deadMan).kind()).isEqualTo(Outcome.Kind.FAILED);
    assertThat(refresh(deadMan).kind()).isEqualTo(Outcome.Kind.DELIVERED);
  }

  private Outcome refresh(DeadMan deadMan) {
    return stage.outcome(() -> deadMan.refresh());
  }

  private DeadMan deadMan() {
    return made(Symbols.everything(), LocalBitmex.SECRET).deadMan(stage::nanos);
  }

  private BitmexVenue made(Symbols symbols, String secret) {
    return made(symbols, Optional.empty(), secret);
  }

  private BitmexVenue made(Symbols symbols, Optional<BitmexSettings.Reach> reach, String secret) {
    BitmexSettings settings =
        new BitmexSettings(
            venue.endpoint(),
            LocalBitmex.KEY,
            Secret.of(secret.toCharArray()),
            symbols,
            reach,
            Optional.of(new BitmexSettings.Timer(15_000, new BitmexSettings.TimeoutMs(60_000))));
    return stage.on(() -> new BitmexVenue(stage.vertx(), settings, stage::wallMs));
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
    return made(Symbols.everything(), LocalBitmex.SECRET).hook();
  }

  @Override
  public int open() {
    return venue.orders.size();
  }
}

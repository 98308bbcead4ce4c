package io.driftgate.hooks.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftgate.hooks.http.Endpoint;
import io.driftgate.hooks.http.Secret;
import io.driftgate.hooks.http.Symbols;
import io.driftgate.hooks.http.VenueRequest;
import io.driftgate.hooks.http.VenueRequest.Verb;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Against the venue's documented example: <a
 * href="https://developers.binance.com/docs/derivatives/usds-margined-futures/general-info">USDⓈ-M
 * Futures, General Info, SIGNED Endpoint Examples for POST /fapi/v1/order, HMAC Keys</a>.
 */
class BinanceRequestsTest {
  private static final Secret SECRET =
      Secret.of("2b5eb11e18796d12d88f13dc27dbbd02c2cc51ff7059765ed9821957d82bb4d9".toCharArray());

  private final BinanceSettings settings =
      new BinanceSettings(
          Endpoint.of(URI.create("https://fapi.binance.com")),
          "dbefbc809e3e83c283a984c3a1459732ea7db1360ca80c5c2c8867408d28cc83",
          SECRET,
          Symbols.of(List.of("BTCUSDT")),
          Optional.empty(),
          Optional.empty());

  @Test
  void shouldSignTheDocumentedExample() {
    assertThat(
            BinanceRequests.signature(
                SECRET,
                "symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=1&price=9000&timeInForce=GTC"
                    + "&recvWindow=5000&timestamp=1591702613943"))
        .isEqualTo("3c661234138461fcc7a7d8746c6558c9842d4e10870d2ecbedf7777cad694af9");
  }

  @Test
  void shouldWriteItsRequests() {
    VenueRequest cancel = BinanceRequests.cancelAll(settings, "BTCUSDT", 1591702613943L);
    VenueRequest timer =
        BinanceRequests.countdown(
            settings, "BTCUSDT", new BinanceSettings.CountdownMs(120_000), 1591702613943L);

    assertThat(cancel.verb()).isEqualTo(Verb.DELETE);
    assertThat(cancel.target())
        .startsWith(
            "/fapi/v1/allOpenOrders?symbol=BTCUSDT&recvWindow=5000&timestamp=1591702613943"
                + "&signature=");
    assertThat(
            BinanceRequests.cancel(
                    settings,
                    "BTCUSDT",
                    List.of(new BinanceOrder(7, "", false), new BinanceOrder(8, "", false)),
                    1)
                .target())
        .startsWith("/fapi/v1/batchOrders?symbol=BTCUSDT&orderIdList=%5B7%2C8%5D&recvWindow=5000");
    assertThat(timer.verb()).isEqualTo(Verb.POST);
    assertThat(timer.target())
        .startsWith(
            "/fapi/v1/countdownCancelAll?symbol=BTCUSDT&countdownTime=120000&recvWindow=5000"
                + "&timestamp=1591702613943&signature=");
    assertThat(settings + " " + cancel).doesNotContain("2b5eb11e", "signature");
  }

  @Test
  void shouldHaveNoCountdownThatDisarms() {
    assertThatThrownBy(() -> new BinanceSettings.CountdownMs(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldWantItsSymbolsNamed() {
    assertThatThrownBy(
            () ->
                new BinanceSettings(
                    settings.endpoint(),
                    "key",
                    SECRET,
                    Symbols.everything(),
                    Optional.empty(),
                    Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Symbols.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Symbols.of(List.of("BTCUSDT&x=1")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

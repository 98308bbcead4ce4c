package io.driftgate.hooks.bybit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftgate.hooks.bybit.BybitSettings.By;
import io.driftgate.hooks.bybit.BybitSettings.Category;
import io.driftgate.hooks.bybit.BybitSettings.Disconnect;
import io.driftgate.hooks.bybit.BybitSettings.Orders;
import io.driftgate.hooks.bybit.BybitSettings.Product;
import io.driftgate.hooks.bybit.BybitSettings.WindowSeconds;
import io.driftgate.hooks.http.Endpoint;
import io.driftgate.hooks.http.Secret;
import io.driftgate.hooks.http.VenueRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The venue documents the text that is signed, with a time, a window and a query, but neither a
 * secret nor a signature (<a
 * href="https://bybit-exchange.github.io/docs/v5/guide#authentication">Integration Guidance,
 * Authentication</a>): the one here was computed with OpenSSL under a secret of our own.
 */
class BybitRequestsTest {
  private static final Orders LINEAR = new Orders(Category.LINEAR, By.SYMBOL, "BTCUSDT");
  private static final Orders OPTIONS = new Orders(Category.OPTION, By.BASE_COIN, "BTC");

  private final BybitSettings settings =
      new BybitSettings(
          Endpoint.of(URI.create("https://api.bybit.com")),
          "X".repeat(10),
          Secret.of("YYYYYYYYYY".toCharArray()),
          List.of(LINEAR),
          Optional.empty());

  @Test
  void shouldSignTheDocumentedText() {
    assertThat(
            BybitRequests.signature(
                settings.secret(),
                1658384314791L,
                "X".repeat(10),
                5000,
                "category=option&symbol=BTC-29JUL22-25000-C"))
        .isEqualTo("37813c67fafb3017e92354eb88f218e7e52a98f9f5eb74cfcf0b21f17edb143b");
  }

  @Test
  void shouldWriteItsRequests() {
    VenueRequest cancel = BybitRequests.cancelAll(settings, LINEAR, 1658384314791L);

    assertThat(cancel.target()).isEqualTo("/v5/order/cancel-all");
    assertThat(cancel.body())
        .isEqualTo("{\"category\":\"linear\",\"symbol\":\"BTCUSDT\",\"orderFilter\":\"Order\"}");
    assertThat(cancel.headers())
        .containsEntry("X-BAPI-API-KEY", "X".repeat(10))
        .containsEntry("X-BAPI-TIMESTAMP", "1658384314791")
        .containsEntry("X-BAPI-RECV-WINDOW", "5000");
    assertThat(BybitRequests.cancelAll(settings, OPTIONS, 0).body())
        .isEqualTo("{\"category\":\"option\",\"baseCoin\":\"BTC\"}");
    assertThat(BybitRequests.open(settings, LINEAR, 0).target())
        .isEqualTo(
            "/v5/order/realtime?category=linear&symbol=BTCUSDT&openOnly=0&orderFilter=Order"
                + "&limit=1");
    assertThat(BybitRequests.window(settings, disconnect(40), 0).body())
        .isEqualTo("{\"product\":\"DERIVATIVES\",\"timeWindow\":40}");
    assertThat(BybitRequests.subscribe(Product.DERIVATIVES, "1"))
        .isEqualTo("{\"req_id\":\"1\",\"op\":\"subscribe\",\"args\":[\"dcp.future\"]}");
    assertThat(settings + " " + cancel).doesNotContain("YYYYYYYYYY");
  }

  @Test
  void shouldHaveNoWindowThatTheVenueDoesNotTake() {
    for (int seconds : new int[] {0, 2, 301, 40_000}) {
      assertThatThrownBy(() -> new WindowSeconds(seconds))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void shouldRefreshOftenEnoughForTheWindowAndTheVenuesPings() {
    assertThat(disconnect(3).rhythm().periodMs()).isEqualTo(1_000);
    assertThat(disconnect(300).rhythm().periodMs()).isEqualTo(20_000);
  }

  private static Disconnect disconnect(int seconds) {
    return new Disconnect(
        Endpoint.of(URI.create("wss://stream.bybit.com/v5/private")),
        Product.DERIVATIVES,
        new WindowSeconds(seconds));
  }
}

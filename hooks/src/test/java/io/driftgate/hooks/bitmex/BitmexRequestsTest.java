package io.driftgate.hooks.bitmex;

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
 * Against the venue's documented examples: <a
 * href="https://www.bitmex.com/app/apiKeysUsage">www.bitmex.com, API Key Usage, Full sample
 * calculation</a>.
 */
class BitmexRequestsTest {
  private static final Secret SECRET =
      Secret.of("chNOOS4KvNXR_Xq4k4c9qsfoKWvnDecLATCRlcBwyKDYnWgO".toCharArray());

  @Test
  void shouldSignTheDocumentedSimpleGet() {
    assertThat(BitmexRequests.signature(SECRET, Verb.GET, "/api/v1/instrument", 1518064236, ""))
        .isEqualTo("c7682d435d0cfe87c16098df34ef2eb5a549d4c5a3c2b1f0f77b8af73423bf00");
  }

  @Test
  void shouldSignTheDocumentedGetWithAQuery() {
    assertThat(
            BitmexRequests.signature(
                SECRET,
                Verb.GET,
                "/api/v1/instrument?filter=%7B%22symbol%22%3A+%22XBTM15%22%7D",
                1518064237,
                ""))
        .isEqualTo("e2f422547eecb5b3cb29ade2127e21b858b235b386bfa45e1c1756eb3383919f");
  }

  @Test
  void shouldSignTheDocumentedPost() {
    assertThat(
            BitmexRequests.signature(
                SECRET,
                Verb.POST,
                "/api/v1/order",
                1518064238,
                "{\"symbol\":\"XBTM15\",\"price\":219.0,"
                    + "\"clOrdID\":\"mm_bitmex_1a/oemUeQ4CAJZgP3fjHsA\",\"orderQty\":98}"))
        .isEqualTo("1749cd2ccae4aa49048ae09f0b95110cee706e0944e6a14ad0b3a8cb45bd336b");
  }

  @Test
  void shouldWriteItsRequests() {
    BitmexSettings settings =
        new BitmexSettings(
            Endpoint.of(URI.create("https://www.bitmex.com")),
            "LAqUlngMIQkIUjXMUreyu3qn",
            SECRET,
            Symbols.everything(),
            Optional.empty(),
            Optional.empty());

    VenueRequest one = BitmexRequests.cancelAll(settings, Optional.of("XBTUSD"), 1518064233_999L);
    VenueRequest timer =
        BitmexRequests.cancelAllAfter(settings, new BitmexSettings.TimeoutMs(60_000), 0);

    assertThat(one.target()).isEqualTo("/api/v1/order/all");
    assertThat(one.verb()).isEqualTo(Verb.DELETE);
    assertThat(one.body()).isEqualTo("{\"symbol\":\"XBTUSD\"}");
    assertThat(one.headers())
        .containsEntry("api-key", "LAqUlngMIQkIUjXMUreyu3qn")
        .containsEntry("api-expires", "1518064238");
    assertThat(timer.target()).isEqualTo("/api/v1/order/cancelAllAfter");
    assertThat(timer.body()).isEqualTo("{\"timeout\":60000}");
    assertThat(BitmexRequests.cancelAll(settings, Optional.empty(), 0).body()).isEqualTo("{}");
    assertThat(BitmexRequests.open(settings, Optional.of("XBTUSD"), 0).target())
        .isEqualTo("/api/v1/order?filter=%7B%22open%22%3Atrue%7D&symbol=XBTUSD&count=500");
    assertThat(
            BitmexRequests.cancel(settings, List.of(new BitmexOrder("a-1", "", false, false)), 0)
                .body())
        .isEqualTo("{\"orderID\":[\"a-1\"]}");
    assertThat(settings.toString() + one).doesNotContain("chNOOS", "api-signature");
  }

  @Test
  void shouldHaveNoTimeoutThatDisarms() {
    assertThatThrownBy(() -> new BitmexSettings.TimeoutMs(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BitmexSettings.Timer(15_000, new BitmexSettings.TimeoutMs(30_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

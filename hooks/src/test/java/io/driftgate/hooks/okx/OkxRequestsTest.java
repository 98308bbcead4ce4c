package io.driftgate.hooks.okx;

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
 * The venue documents the text that is signed, with a time, a path and a secret, but no signature
 * (<a href="https://www.okx.com/docs-v5/en/#overview-rest-authentication">REST Authentication</a>):
 * the one here was computed from them with OpenSSL.
 */
class OkxRequestsTest {
  private static final Secret SECRET = Secret.of("22582BD0CFF14C41EDBF1AB98506286D".toCharArray());

  private final OkxSettings settings =
      new OkxSettings(
          Endpoint.of(URI.create("https://www.okx.com")),
          "37c541a1-****-****-****-10fe7a038418",
          SECRET,
          Secret.of("sesame".toCharArray()),
          true,
          Optional.of(new OkxSettings.Reach(Symbols.everything(), "mm", "", true)),
          List.of(),
          Optional.empty());

  @Test
  void shouldSignTheDocumentedText() {
    assertThat(
            OkxRequests.signature(
                SECRET,
                "2020-12-08T09:08:57.715Z",
                Verb.GET,
                "/api/v5/account/balance?ccy=BTC",
                ""))
        .isEqualTo("HiZhvSfMtWJA3uUIVXV3a/bSXNPCWvYFXoGCVS8V4zY=");
  }

  @Test
  void shouldWriteTimesAsDocumented() {
    assertThat(OkxRequests.timestamp(1607418537715L)).isEqualTo("2020-12-08T09:08:57.715Z");
    assertThat(OkxRequests.timestamp(1607418537000L)).isEqualTo("2020-12-08T09:08:57.000Z");
  }

  @Test
  void shouldWriteItsRequests() {
    VenueRequest cancel =
        OkxRequests.cancel(
            settings,
            List.of(new PendingOrder("BTC-USDT-SWAP", "590908157585625111", "", "", false)),
            0);

    assertThat(cancel.target()).isEqualTo("/api/v5/trade/cancel-batch-orders");
    assertThat(cancel.body())
        .isEqualTo("[{\"instId\":\"BTC-USDT-SWAP\",\"ordId\":\"590908157585625111\"}]");
    assertThat(cancel.headers())
        .containsEntry("x-simulated-trading", "1")
        .containsEntry("OK-ACCESS-TIMESTAMP", "1970-01-01T00:00:00.000Z");
    assertThat(OkxRequests.massCancel(settings, new OkxSettings.Family("BTC-USD", 1000), 0).body())
        .isEqualTo(
            "{\"instType\":\"OPTION\",\"instFamily\":\"BTC-USD\",\"lockInterval\":\"1000\"}");
    assertThat(OkxRequests.cancelAllAfter(settings, timer(""), 0).body())
        .isEqualTo("{\"timeOut\":\"60\"}");
    assertThat(OkxRequests.cancelAllAfter(settings, timer("mm"), 0).body())
        .isEqualTo("{\"timeOut\":\"60\",\"tag\":\"mm\"}");
    assertThat(
            OkxRequests.pending(settings, new OkxRequests.Page("BTC-USDT-SWAP", "7"), 0).target())
        .isEqualTo("/api/v5/trade/orders-pending?limit=100&instId=BTC-USDT-SWAP&after=7");
    assertThat(settings + " " + cancel).doesNotContain("22582BD0", "sesame");
  }

  @Test
  void shouldHaveNoTimeOutThatDisarmsOrThatTheVenueDoesNotTake() {
    for (int seconds : new int[] {0, 9, 121, 60_000}) {
      assertThatThrownBy(() -> new OkxSettings.TimeOutSeconds(seconds))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void shouldRefuseAPassphraseThatCannotStandInAHeaderAndNotRepeatIt() {
    assertThatThrownBy(
            () ->
                new OkxSettings(
                    settings.endpoint(),
                    settings.apiKey(),
                    SECRET,
                    Secret.of("sesame\n".toCharArray()),
                    false,
                    settings.orders(),
                    List.of(),
                    Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("sesame");
  }

  private static OkxSettings.Timer timer(String tag) {
    return new OkxSettings.Timer(5_000, new OkxSettings.TimeOutSeconds(60), tag);
  }
}

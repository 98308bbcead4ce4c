package io.driftgate.hooks.deribit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftgate.hooks.http.Secret;
import org.junit.jupiter.api.Test;

/**
 * Against the venue's two documented examples: <a
 * href="https://docs.deribit.com/articles/authentication">docs.deribit.com, Authentication</a>, and
 * the older one of its API 2.0 description.
 */
class DeribitRpcTest {
  @Test
  void shouldSignAsTheDocumentedExample() {
    Secret secret = Secret.of("AMANDASECRECT".toCharArray());

    assertThat(DeribitRpc.signature(secret, 1576074319000L, "1iqt2wls", ""))
        .isEqualTo("56590594f97921b09b18f166befe0d1319b198bbcdad7ca73382de2f88fe9aa1");
  }

  @Test
  void shouldSignAsTheOlderDocumentedExample() {
    Secret secret = Secret.of("ABCD".toCharArray());

    assertThat(DeribitRpc.signature(secret, 1554883365000L, "fdbmmz79", ""))
        .isEqualTo("e20c9cd5639d41f8bbc88f4d699c4baf94a4f0ee320e9a116b72743c449eb994");
  }

  @Test
  void shouldWriteTheLoginOfTheDocumentedExample() {
    Secret secret = Secret.of("AMANDASECRECT".toCharArray());

    assertThat(DeribitRpc.auth(9929, "AMANDA", secret, 1576074319000L, "1iqt2wls"))
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"id\":9929,\"method\":\"public/auth\",\"params\":{"
                + "\"grant_type\":\"client_signature\",\"client_id\":\"AMANDA\","
                + "\"timestamp\":1576074319000,\"nonce\":\"1iqt2wls\",\"data\":\"\","
                + "\"signature\":"
                + "\"56590594f97921b09b18f166befe0d1319b198bbcdad7ca73382de2f88fe9aa1\"}}");
  }

  @Test
  void shouldWriteEachCancel() {
    assertThat(written(new DeribitCancel.AllQuotes()))
        .isEqualTo("private/cancel_quotes {\"cancel_type\":\"all\",\"freeze_quotes\":true}");
    assertThat(written(new DeribitCancel.QuoteSet("1")))
        .isEqualTo(
            "private/cancel_quotes {\"cancel_type\":\"quote_set_id\",\"quote_set_id\":\"1\","
                + "\"freeze_quotes\":true}");
    assertThat(written(new DeribitCancel.QuotesOn("BTC-PERPETUAL")))
        .isEqualTo(
            "private/cancel_quotes {\"cancel_type\":\"instrument\","
                + "\"instrument_name\":\"BTC-PERPETUAL\",\"freeze_quotes\":true}");
    assertThat(written(new DeribitCancel.QuotesIn("BTC")))
        .isEqualTo(
            "private/cancel_quotes {\"cancel_type\":\"currency\",\"currency\":\"BTC\","
                + "\"freeze_quotes\":true}");
    assertThat(written(new DeribitCancel.OrdersLabelled("mm")))
        .isEqualTo("private/cancel_by_label {\"label\":\"mm\"}");
    assertThat(written(new DeribitCancel.Everything()))
        .isEqualTo("private/cancel_all {\"freeze_quotes\":true}");
  }

  @Test
  void shouldRefuseANameThatIsNone() {
    assertThatThrownBy(() -> new DeribitCancel.OrdersLabelled(""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DeribitCancel.OrdersLabelled("a b"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldRefuseAHeartbeatBelowTheVenuesMinimum() {
    assertThatThrownBy(() -> new DeribitSettings.HeartbeatSeconds(9))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String written(DeribitCancel cancel) {
    return cancel.method() + " " + cancel.params(true);
  }
}

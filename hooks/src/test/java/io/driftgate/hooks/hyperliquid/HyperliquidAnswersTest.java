package io.driftgate.hooks.hyperliquid;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.hooks.Outcome;
import io.driftgate.hooks.http.VenueAnswer;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HyperliquidAnswersTest {
  private static final String GONE =
      "{\"error\":\"Order was never placed, already canceled, or filled. asset=0\"}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[\"success\",\"success\"]|DELIVERED",
        "[\"success\"," + GONE + "]|DELIVERED",
        "[\"success\",{\"error\":\"something else\"}]|FAILED",
        "[\"success\",\"failure\"]|FAILED",
        "[\"success\"]|FAILED",
        "[]|FAILED",
        "{}|FAILED"
      })
  void shouldTakeEachOrderGoneAndNothingElse(String statuses, Outcome.Kind kind) {
    VenueAnswer answer =
        answer(
            200,
            "{\"status\":\"ok\",\"response\":{\"type\":\"cancel\",\"data\":{\"statuses\":"
                + statuses
                + "}}}");

    assertThat(HyperliquidAnswers.cancelled(answer, 2).kind()).isEqualTo(kind);
  }

  @Test
  void shouldNotTakeAnotherActionsAnswerForACancel() {
    VenueAnswer other = answer(200, "{\"status\":\"ok\",\"response\":{\"type\":\"default\"}}");

    assertThat(HyperliquidAnswers.cancelled(other, 1).kind()).isEqualTo(Outcome.Kind.FAILED);
    assertThat(HyperliquidAnswers.scheduled(other).kind()).isEqualTo(Outcome.Kind.DELIVERED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[{}]",
        "[{\"coin\":\"BTC\",\"oid\":1,\"isTrigger\":false}]",
        "[{\"coin\":\"BTC\",\"oid\":\"1\",\"isTrigger\":false,\"reduceOnly\":false}]",
        "null",
        "["
      })
  void shouldTakeNoListForAnEmptyOne(String body) {
    assertThat(HyperliquidAnswers.openOrders(answer(200, body))).isEmpty();
  }

  @Test
  void shouldNotReadWhatCameUnderAnError() {
    assertThat(HyperliquidAnswers.openOrders(answer(500, "[]"))).isEmpty();
    assertThat(HyperliquidAnswers.assets(answer(200, "{\"universe\":[]}"))).isEmpty();
  }

  private static VenueAnswer answer(int status, String body) {
    return new VenueAnswer(status, body, OptionalLong.empty());
  }
}

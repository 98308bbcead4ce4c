package io.driftgate.hooks.okx;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.hooks.Outcome;
import io.driftgate.hooks.http.VenueAnswer;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OkxAnswersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200|{\"code\":\"0\",\"data\":[{\"sCode\":\"0\"},{\"sCode\":\"51400\"}]}|DELIVERED",
        "200|{\"code\":\"2\",\"data\":[{\"sCode\":\"0\"},{\"sCode\":\"51410\"}]}|DELIVERED",
        "200|{\"code\":\"2\",\"data\":[{\"sCode\":\"0\"},{\"sCode\":\"50026\"}]}|FAILED",
        "200|{\"code\":\"0\",\"data\":[{\"sCode\":\"0\"}]}|FAILED",
        "200|{\"code\":\"0\",\"data\":[{\"sCode\":0},{\"sCode\":0}]}|FAILED",
        "200|{\"code\":\"0\"}|FAILED",
        "200|{\"code\":\"50011\",\"data\":[]}|FAILED",
        "400|{\"code\":\"50102\",\"data\":[]}|FAILED",
        "401|{\"code\":\"50113\",\"data\":[]}|REFUSED",
        "401||REFUSED",
        "500|{\"code\":\"50113\",\"data\":[]}|FAILED"
      })
  void shouldTakeEachOrderGoneAndNothingElse(int status, String body, Outcome.Kind kind) {
    assertThat(OkxAnswers.cancelled(answer(status, body == null ? "" : body), 2).outcome().kind())
        .isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"code\":\"0\",\"data\":[{\"triggerTime\":\"1587971460\"}]}|DELIVERED",
        "{\"code\":\"0\",\"data\":[{\"triggerTime\":\"0\"}]}|FAILED",
        "{\"code\":\"0\",\"data\":[{\"triggerTime\":\"\"}]}|FAILED",
        "{\"code\":\"1\",\"data\":[{\"triggerTime\":\"1587971460\"}]}|FAILED",
        "{\"code\":\"0\",\"data\":[]}|FAILED"
      })
  void shouldTakeATimeAndNothingElseForArmed(String body, Outcome.Kind kind) {
    assertThat(OkxAnswers.armed(answer(200, body)).outcome().kind()).isEqualTo(kind);
  }

  @Test
  void shouldTakeNoListForAnEmptyOne() {
    assertThat(OkxAnswers.pending(answer(200, "{\"code\":\"0\",\"data\":[]}")))
        .hasValueSatisfying(orders -> assertThat(orders).isEmpty());
    assertThat(OkxAnswers.pending(answer(200, "{\"code\":\"0\"}"))).isEmpty();
    assertThat(OkxAnswers.pending(answer(200, "{\"code\":\"50026\",\"data\":[]}"))).isEmpty();
    assertThat(OkxAnswers.pending(answer(200, "{\"code\":\"0\",\"data\":[{\"ordId\":\"1\"}]}")))
        .isEmpty();
  }

  private static VenueAnswer answer(int status, String body) {
    return new VenueAnswer(status, body, OptionalLong.empty());
  }
}

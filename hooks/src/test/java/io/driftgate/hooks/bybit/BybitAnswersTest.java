package io.driftgate.hooks.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.hooks.Outcome;
import io.driftgate.hooks.http.VenueAnswer;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BybitAnswersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"retCode\":0}",
        "{\"retCode\":\"0\",\"result\":{\"list\":[]}}",
        "{\"retCode\":10016,\"result\":{\"list\":[]}}",
        "{\"retCode\":0,\"result\":{}}"
      })
  void shouldNotKnowWhatIsOpenFromAnythingElse(String body) {
    assertThat(BybitAnswers.noneOpen(answer(200, body))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "200,10002,FAILED",
    "200,10003,REFUSED",
    "200,10004,REFUSED",
    "200,10005,REFUSED",
    "200,10006,FAILED",
    "200,10016,FAILED",
    "200,99999,FAILED",
    "403,0,FAILED",
    "429,0,FAILED",
    "502,10003,FAILED"
  })
  void shouldTellWhatCanHelpFromWhatCannot(int status, int code, Outcome.Kind kind) {
    assertThat(BybitAnswers.error(answer(status, "{\"retCode\":" + code + "}")).outcome().kind())
        .isEqualTo(kind);
  }

  private static VenueAnswer answer(int status, String body) {
    return new VenueAnswer(status, body, OptionalLong.empty());
  }
}

package io.driftgate.hooks.bitmex;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.hooks.Outcome;
import io.driftgate.hooks.http.VenueAnswer;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BitmexAnswersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200|[]|DELIVERED",
        "200|[{\"ordStatus\":\"Canceled\"}]|DELIVERED",
        "200|[{\"ordStatus\":\"PendingCancel\"}]|FAILED",
        "200|[{}]|FAILED",
        "200|{}|FAILED",
        "200|[|FAILED",
        "201|[]|FAILED",
        "400|{\"error\":{\"message\":\"This request has expired\"}}|FAILED",
        "401|{\"error\":{\"message\":\"Signature not valid.\"}}|REFUSED",
        "403|{}|REFUSED",
        "429|{}|FAILED",
        "503|{}|FAILED"
      })
  void shouldTakeAListOfCanceledOrdersAndNothingElse(int status, String body, Outcome.Kind kind) {
    assertThat(BitmexAnswers.cancelled(answer(status, body)).outcome().kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"now\":\"x\",\"cancelTime\":\"2026-01-01T00:01:00.000Z\"}|DELIVERED",
        "{\"now\":\"x\",\"cancelTime\":\"0\"}|FAILED",
        "{\"now\":\"x\",\"cancelTime\":0}|FAILED",
        "{\"now\":\"x\"}|FAILED",
        "[]|FAILED"
      })
  void shouldTakeATimeAndNothingElseForArmed(String body, Outcome.Kind kind) {
    assertThat(BitmexAnswers.armed(answer(200, body)).outcome().kind()).isEqualTo(kind);
  }

  private static VenueAnswer answer(int status, String body) {
    return new VenueAnswer(status, body, OptionalLong.empty());
  }
}

package io.driftgate.hooks.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.hooks.Outcome;
import io.driftgate.hooks.http.VenueAnswer;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinanceAnswersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200|{\"code\":200,\"msg\":\"done\"}|DELIVERED",
        "200|{\"code\":\"200\"}|FAILED",
        "200|{\"code\":-1000}|FAILED",
        "200|{}|FAILED",
        "200|[]|FAILED",
        "200|{\"code\":200,\"code\":200}|FAILED",
        "200|{\"code\":200} x|FAILED",
        "400|{\"code\":-1021}|FAILED",
        "400|{\"code\":-1022}|REFUSED",
        "400|{\"code\":-1121}|REFUSED",
        "401|{\"code\":-2015}|REFUSED",
        "400|{\"code\":-9999}|FAILED",
        "418|{\"code\":-1003}|FAILED",
        "429|{\"code\":-1003}|FAILED",
        "503|{\"code\":-2015}|FAILED",
        "504|<html>|FAILED"
      })
  void shouldTakeADocumentedSuccessAndNothingElse(int status, String body, Outcome.Kind kind) {
    assertThat(BinanceAnswers.cancelled(answer(status, body)).outcome().kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"symbol\":\"BTCUSDT\",\"countdownTime\":\"120000\"}|DELIVERED",
        "{\"symbol\":\"BTCUSDT\",\"countdownTime\":120000}|DELIVERED",
        "{\"symbol\":\"BTCUSDT\",\"countdownTime\":\"0\"}|FAILED",
        "{\"symbol\":\"BTCUSDT\",\"countdownTime\":\"120\"}|FAILED",
        "{\"countdownTime\":\"120000\"}|FAILED",
        "{}|FAILED"
      })
  void shouldTakeItsOwnCountdownAndNothingElseForArmed(String body, Outcome.Kind kind) {
    assertThat(
            BinanceAnswers.armed(answer(200, body), new BinanceSettings.CountdownMs(120_000))
                .outcome()
                .kind())
        .isEqualTo(kind);
  }

  private static VenueAnswer answer(int status, String body) {
    return new VenueAnswer(status, body, OptionalLong.empty());
  }
}

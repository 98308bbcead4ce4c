package io.driftgate.hooks.deribit;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.hooks.Outcome;
import io.driftgate.hooks.http.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeribitAnswersTest {
  @ParameterizedTest
  @ValueSource(strings = {"{\"id\":1,\"result\":0}", "{\"id\":1,\"result\":3}"})
  void shouldTakeACountAsDone(String answer) {
    assertThat(cancelled(answer).kind()).isEqualTo(Outcome.Kind.DELIVERED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":1}",
        "{\"id\":1,\"result\":-1}",
        "{\"id\":1,\"result\":\"ok\"}",
        "{\"id\":1,\"result\":1.5}",
        "{\"id\":1,\"result\":[]}",
        "{\"id\":1,\"result\":3,\"error\":{\"code\":1}}",
        "{\"id\":1,\"result\":3,\"error\":null}"
      })
  void shouldNeverTakeAnythingElseAsDone(String answer) {
    assertThat(cancelled(answer).kind()).isEqualTo(Outcome.Kind.FAILED);
  }

  @ParameterizedTest
  @CsvSource({
    "13004,REFUSED", "13021,REFUSED", "13011,REFUSED", "-32602,REFUSED", "11029,REFUSED",
    "10040,FAILED", "11094,FAILED", "13028,FAILED", "13888,FAILED", "99999,FAILED"
  })
  void shouldTellWhatCanHelpFromWhatCannot(int code, Outcome.Kind kind) {
    assertThat(cancelled("{\"id\":1,\"error\":{\"code\":" + code + "}}").kind()).isEqualTo(kind);
  }

  @Test
  void shouldWaitAsLongAsTheVenueSays() {
    Outcome outcome = cancelled("{\"id\":1,\"error\":{\"code\":10028,\"data\":{\"wait\":7}}}");

    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
    assertThat(outcome.retryAfterMs()).hasValue(7000);
  }

  @Test
  void shouldNotRepeatTheVenuesWords() {
    Outcome outcome = cancelled("{\"id\":1,\"error\":{\"code\":13021,\"message\":\"sesame\"}}");

    assertThat(outcome.note()).isEqualTo("error 13021");
  }

  private static Outcome cancelled(String answer) {
    return DeribitAnswers.cancelled(Json.object(answer).orElseThrow());
  }
}

package io.driftgate.collector.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryAfterTest {
  private static final long SECOND = 1_000_000_000;

  /** Sun, 06 Nov 1994 08:49:37 GMT, the example of RFC 9110. */
  private static final long EXAMPLE_MS = 784_111_777_000L;

  private static final String EXAMPLE = "Sun, 06 Nov 1994 08:49:37 GMT";

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "7, 7",
    "600, 600",
    "601, 600",
    "999999999, 600",
    "99999999999999999999, 600"
  })
  void shouldReadSecondsUpToTenMinutes(String header, long seconds) {
    assertThat(RetryAfter.nanos(header, 0)).hasValue(seconds * SECOND);
  }

  @Test
  void shouldReadADateAgainstTheWallClock() {
    assertThat(RetryAfter.nanos(EXAMPLE, EXAMPLE_MS - 5_000)).hasValue(5 * SECOND);
    assertThat(RetryAfter.nanos(EXAMPLE, EXAMPLE_MS + 5_000)).hasValue(0);
    assertThat(RetryAfter.nanos(EXAMPLE, 0)).hasValue(600 * SECOND);
    assertThat(RetryAfter.nanos(EXAMPLE, Long.MAX_VALUE)).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5", "soon", "Sun, 99 Nov 1994 08:49:37 GMT", "\u0661"})
  void shouldTakeWhatSaysNothingForNoHeader(String header) {
    assertThat(RetryAfter.nanos(header, 0)).isEqualTo(OptionalLong.empty());
    assertThat(RetryAfter.nanos("1".repeat(65), 0)).isEqualTo(OptionalLong.empty());
    assertThat(RetryAfter.nanos(null, 0)).isEqualTo(OptionalLong.empty());
  }
}

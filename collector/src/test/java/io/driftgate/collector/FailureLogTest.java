package io.driftgate.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.FailureKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FailureLogTest {
  private static final long SECOND = 1_000_000_000L;

  private final List<String> lines = new ArrayList<>();
  private final FailureLog log = new FailureLog(lines::add, lines::add, "node a poll");

  @Test
  void shouldSayAKindOnceAndThenOnceAMinuteWithItsCount() {
    for (int second = 0; second < 120; second++) {
      log.failed(FailureKind.REFUSED, "no", second * SECOND);
    }
    assertThat(lines)
        .containsExactly(
            "node a poll: REFUSED: no",
            "node a poll: REFUSED: no (59 more before this were not shown)");
  }

  @Test
  void shouldSayAChangeOfKindWithoutWaitingForAMinute() {
    log.failed(FailureKind.REFUSED, "no", 0);
    log.failed(FailureKind.TIMEOUT, "late", 10 * SECOND);
    assertThat(lines).containsExactly("node a poll: REFUSED: no", "node a poll: TIMEOUT: late");
  }

  @Test
  void shouldSayOneLineInTenSecondsOfKindsThatAlternate() {
    for (int i = 0; i < 100; i++) {
      FailureKind kind = i % 2 == 0 ? FailureKind.REFUSED : FailureKind.TIMEOUT;
      log.failed(kind, "no", i * SECOND / 4);
    }
    assertThat(lines)
        .containsExactly(
            "node a poll: REFUSED: no",
            "node a poll: TIMEOUT: no (40 more before this were not shown)",
            "node a poll: REFUSED: no (40 more before this were not shown)");
  }

  @Test
  void shouldSayTwoLinesInTenSecondsOfANodeThatComesAndGoes() {
    for (int i = 0; i < 39; i++) {
      log.failed(FailureKind.REFUSED, "no", i * SECOND / 2);
      log.succeeded();
    }
    assertThat(lines)
        .containsExactly(
            "node a poll: REFUSED: no",
            "node a poll: works again after REFUSED",
            "node a poll: REFUSED: no (19 more before this were not shown)",
            "node a poll: works again after REFUSED");
  }

  @Test
  void shouldSayOnceThatItIsOver() {
    log.failed(FailureKind.REFUSED, "no", 0);
    log.succeeded();
    log.succeeded();
    assertThat(lines)
        .containsExactly("node a poll: REFUSED: no", "node a poll: works again after REFUSED");
  }
}

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
  void shouldSayEachChangeOfKindAtOnce() {
    log.failed(FailureKind.REFUSED, "no", 0);
    log.failed(FailureKind.TIMEOUT, "late", 1);
    assertThat(lines).containsExactly("node a poll: REFUSED: no", "node a poll: TIMEOUT: late");
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

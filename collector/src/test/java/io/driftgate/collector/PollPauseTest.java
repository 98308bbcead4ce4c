package io.driftgate.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.collector.transport.Failure;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Stamp;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class PollPauseTest {
  private static final long MS = 1_000_000;
  private static final long INTERVAL = 100 * MS;

  private final PollPause pause = new PollPause(INTERVAL, 7);

  @Test
  void shouldBePatientAtFirst() {
    assertThat(pause.isOver(0)).isTrue();
    fail(FailureKind.TIMEOUT, 0, OptionalLong.empty());
    fail(FailureKind.TIMEOUT, 1, OptionalLong.empty());
    assertThat(pause.isOver(1)).isTrue();
    fail(FailureKind.TIMEOUT, 2, OptionalLong.empty());
    assertThat(pause.isOver(2 + INTERVAL - 1)).isFalse();
    assertThat(pause.isOver(2 + 2 * INTERVAL)).isTrue();
  }

  @Test
  void shouldGrowUpToSixteenIntervalsAndBeginAnewAfterAGoodAnswer() {
    for (int i = 0; i < 50; i++) {
      fail(FailureKind.REFUSED, 0, OptionalLong.empty());
    }
    assertThat(pause.isOver(8 * INTERVAL - 1)).isFalse();
    assertThat(pause.isOver(16 * INTERVAL)).isTrue();
    pause.succeeded();
    fail(FailureKind.REFUSED, 20 * INTERVAL, OptionalLong.empty());
    assertThat(pause.isOver(20 * INTERVAL)).isTrue();
  }

  @Test
  void shouldPauseAtOnceForARateLimit() {
    fail(FailureKind.RATE_LIMITED, 0, OptionalLong.empty());
    assertThat(pause.isOver(INTERVAL - 1)).isFalse();
    assertThat(pause.isOver(2 * INTERVAL)).isTrue();
  }

  @Test
  void shouldPauseForAsLongAsItIsAsked() {
    fail(FailureKind.RATE_LIMITED, 5, OptionalLong.of(7_000 * MS));
    assertThat(pause.isOver(7_000 * MS)).isFalse();
    assertThat(pause.isOver(7_000 * MS + 5)).isTrue();
  }

  private void fail(FailureKind kind, long atNanos, OptionalLong retryAfter) {
    pause.failed(new Failure(kind, "", new Stamp(atNanos, 0), retryAfter));
  }
}

package io.driftgate.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class BackoffTest {
  @Test
  void shouldDoubleUpToItsCapAndShortenEachByAtMostHalf() {
    Backoff backoff = new Backoff(100, 1_000, 1);
    for (long full : new long[] {100, 200, 400, 800, 1_000, 1_000, 1_000}) {
      assertThat(backoff.next()).isBetween(full / 2, full);
    }
  }

  @Test
  void shouldStartAgainAfterAReset() {
    Backoff backoff = new Backoff(100, 1_000, 1);
    delays(backoff);
    backoff.reset();
    assertThat(backoff.next()).isLessThanOrEqualTo(100);
  }

  @Test
  void shouldRepeatItselfForASeedAndDifferBetweenSeeds() {
    List<Long> delays = delays(new Backoff(1_000, 9_000, 5));
    assertThat(delays(new Backoff(1_000, 9_000, 5))).isEqualTo(delays);
    assertThat(delays(new Backoff(1_000, 9_000, 6))).isNotEqualTo(delays);
  }

  private static List<Long> delays(Backoff backoff) {
    return LongStream.range(0, 6).map(i -> backoff.next()).boxed().toList();
  }
}

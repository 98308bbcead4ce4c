package io.driftgate.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BackoffTest {
  @Test
  void shouldGrowFromATenthOfASecondToFiveSecondsWithJitter() {
    List<Long> shortest = pauses(new Backoff(bound -> 0));
    List<Long> longest = pauses(new Backoff(bound -> bound - 1));

    assertThat(shortest).startsWith(50L, 100L, 200L).endsWith(2_500L, 2_500L);
    assertThat(longest).startsWith(100L, 200L, 400L).endsWith(5_000L, 5_000L);
  }

  @Test
  void shouldBeginAnewAfterAConnectionThatWasWorthIt() {
    Backoff backoff = new Backoff(bound -> 0);
    pauses(backoff);
    backoff.reset();

    assertThat(backoff.pauseMs()).isEqualTo(50);
  }

  private static List<Long> pauses(Backoff backoff) {
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      pauses.add(backoff.pauseMs());
    }
    return pauses;
  }
}

package io.driftgate.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What may be asked in a span of time. */
final class PollBudgetTest {
  private static final long RATE = 500;

  @Test
  void shouldBeginWithOnePoll() {
    PollBudget budget = new PollBudget(RATE, 0);
    budget.spend(0);
    assertThat(budget.affordsAtNanos(0)).isEqualTo(RATE);
  }

  @Test
  void shouldGrantNothingByHoldingMore() {
    PollBudget budget = new PollBudget(RATE, 0);
    budget.spend(0);
    for (int polls = 2; polls < 50; polls++) {
      budget.hold(polls, 0);
      budget.hold(1, 0);
    }
    assertThat(budget.affordsAtNanos(0)).isEqualTo(RATE);
  }

  @Test
  void shouldLoseWhatItCanNoLongerHold() {
    PollBudget budget = new PollBudget(RATE, 0);
    budget.hold(16, 0);
    assertThat(budget.left(100 * RATE)).isEqualTo(16);
    budget.hold(4, 100 * RATE);
    assertThat(budget.left(100 * RATE)).isEqualTo(4);
  }

  @Test
  void shouldGrantInNoSpanMoreThanTheRateAndWhatItHolds() {
    PollBudget budget = new PollBudget(RATE, 0);
    budget.hold(16, 0);
    SplittableRandom random = new SplittableRandom(1);
    long[] polls = new long[2_000];
    long now = 0;
    for (int i = 0; i < polls.length; i++) {
      now = budget.affordsAtNanos(now + (random.nextInt(40) == 0 ? random.nextLong(30 * RATE) : 0));
      budget.spend(now);
      polls[i] = now;
    }
    int most = 0;
    for (int from = 0; from < polls.length; from++) {
      for (int to = from; to < polls.length; to++) {
        most = Math.max(most, to - from + 1 - (int) ((polls[to] - polls[from]) / RATE));
      }
    }
    assertThat(most).isEqualTo(16);
  }
}

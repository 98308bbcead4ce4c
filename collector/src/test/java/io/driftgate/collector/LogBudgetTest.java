package io.driftgate.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class LogBudgetTest {
  private final List<String> lines = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private long nanos;
  private final LogBudget budget = new LogBudget(() -> nanos, notices::add);
  private final Consumer<String> log = budget.limit(lines::add);
  private final Consumer<String> other = budget.limit(lines::add);

  private void say(int times) {
    for (int i = 0; i < times; i++) {
      (i % 2 == 0 ? log : other).accept("line");
    }
  }

  @Test
  void shouldShowAllWhileTheyAreFew() {
    for (int i = 0; i < 10; i++) {
      say(LogBudget.LINES);
      nanos += LogBudget.SECONDS * 1_000_000_000L;
    }
    assertThat(lines).hasSize(10 * LogBudget.LINES);
    assertThat(notices).isEmpty();
  }

  @Test
  void shouldLeaveOutTheRestOfManyAndSayHowMany() {
    say(10_000);
    assertThat(lines).hasSize(50);
    assertThat(notices).containsExactly("more than 50 lines of nodes in 10 s: no more are shown");
    nanos += LogBudget.SECONDS * 1_000_000_000L;
    say(1);
    assertThat(lines).hasSize(51);
    assertThat(notices)
        .last()
        .isEqualTo("9950 lines of nodes were left out; /metrics count all failures");
  }
}

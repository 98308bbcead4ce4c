package io.driftgate.core.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** SPLIT: torn, without a break, for longer than the grace; by deadline (semantics §3, §6.2). */
class SplitWatchTest {
  private static final long GRACE = 100;

  private final Deadlines deadlines = new Deadlines();
  private final SplitWatch watch = new SplitWatch(deadlines);

  @Test
  void shouldSplitPastTheGraceAndAskToBeCalledThen() {
    assertThat(watch.settle(true, GRACE, 1_000)).isFalse();
    assertThat(deadlines.earliestNanos()).isEqualTo(1_101);
    assertThat(watch.settle(true, GRACE, 1_100)).isFalse();
    assertThat(watch.isSplit()).isFalse();
    assertThat(watch.isDue()).isFalse();
    deadlines.runDue(1_101);
    assertThat(watch.isDue()).isTrue();
    assertThat(watch.settle(true, GRACE, 1_101)).as("news").isTrue();
    assertThat(watch.isSplit()).isTrue();
    assertThat(watch.isDue()).isFalse();
    assertThat(deadlines.earliestNanos()).as("split already").isEqualTo(Deadlines.NEVER);
    assertThat(watch.settle(true, GRACE, 1_102)).as("no news").isFalse();
  }

  @Test
  void shouldEndAtOnceAndGrantTheGraceAnew() {
    watch.settle(true, GRACE, 0);
    watch.settle(true, GRACE, 101);
    assertThat(watch.settle(false, GRACE, 102)).as("news").isTrue();
    assertThat(watch.isSplit()).isFalse();
    assertThat(deadlines.earliestNanos()).isEqualTo(Deadlines.NEVER);
    assertThat(watch.settle(false, GRACE, 103)).isFalse();
    assertThat(watch.settle(true, GRACE, 104)).isFalse();
    assertThat(deadlines.earliestNanos()).isEqualTo(205);
  }

  @Test
  void shouldLeaveNoDeadlineBehind() {
    watch.settle(true, GRACE, 0);
    watch.leave();
    assertThat(deadlines.size()).isZero();
    assertThat(deadlines.earliestNanos()).isEqualTo(Deadlines.NEVER);
  }
}

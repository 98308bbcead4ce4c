package io.driftgate.collector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PushBehindFleetTest {
  private static final long MARGIN = 1_000;

  private final PushBehindFleet behind = new PushBehindFleet(MARGIN);

  @Test
  void shouldOweNothingThatCameBeforeIt() {
    assertThat(behind.stands(100, 0)).isFalse();
    assertThat(behind.stands(100, 10 * MARGIN)).isFalse();
  }

  @Test
  void shouldBeSilentWhenTheFleetWentOnForLongerThanTheMargin() {
    behind.stands(100, 0);
    assertThat(behind.stands(101, 500)).isFalse();
    assertThat(behind.stands(102, 500 + MARGIN)).isFalse();
    assertThat(behind.stands(102, 501 + MARGIN)).isTrue();
  }

  @Test
  void shouldBeginAnewWhenTheNodeIsHeardOf() {
    behind.stands(100, 0);
    behind.stands(101, 1);
    behind.heard();
    assertThat(behind.stands(102, 2 * MARGIN)).isFalse();
    assertThat(behind.stands(102, 9 * MARGIN)).isFalse();
  }

  @Test
  void shouldOweNothingWhileTheFleetGoesBack() {
    behind.stands(100, 0);
    behind.stands(101, 1);
    assertThat(behind.stands(99, 2)).isFalse();
    assertThat(behind.stands(99, 9 * MARGIN)).isFalse();
    assertThat(behind.stands(100, 9 * MARGIN)).isFalse();
    assertThat(behind.stands(100, 10 * MARGIN + 1)).isTrue();
  }
}

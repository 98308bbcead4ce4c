package io.driftgate.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** More than 1/2 is enforced (semantics §3). */
class QuorumPlanTest {
  private static void refuses(int num, int den, int minNodes, int families, int operators) {
    assertThatThrownBy(() -> new QuorumPlan(new Ratio(num, den), minNodes, families, operators))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldTakeMoreThanHalfUpToAll() {
    refuses(1, 2, 1, 1, 1);
    refuses(1, 3, 1, 1, 1);
    refuses(4, 3, 1, 1, 1);
    assertThat(new QuorumPlan(new Ratio(51, 100), 1, 1, 1).fraction().den()).isEqualTo(100);
    assertThat(new QuorumPlan(Ratio.ONE, 1, 1, 1).fraction()).isEqualTo(Ratio.ONE);
  }

  @Test
  void shouldAskForAtLeastOneOfEach() {
    refuses(2, 3, 0, 1, 1);
    refuses(2, 3, 1, 0, 1);
    refuses(2, 3, 1, 1, 0);
  }

  @Test
  void shouldTakeFractionsUpToTheLargestPartsAndNoLarger() {
    assertThat(Ratio.parse("1000000/1000000").compareTo(Ratio.ONE)).isZero();
    assertThat(Ratio.parse("0.123456")).isEqualTo(new Ratio(123_456, 1_000_000));
    assertThat(new Ratio(0, 1).toDouble()).isZero();
    assertThat(new Ratio(3, 4).toDouble()).isEqualTo(0.75);
    assertThat(new Ratio(3, 4)).hasToString("3/4");
    assertThatThrownBy(() -> new Ratio(-1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Ratio(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}

package io.driftgate.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When voters satisfy a quorum rule (semantics §3). */
class QuorateTest {
  private static Quorate of(int minNodes, int families, int operators) {
    return new Quorate(new QuorumPlan(new Ratio(2, 3), minNodes, families, operators)).outOf(3);
  }

  @Test
  void shouldTakeTwoOfThreeAsTwoThirds() {
    Quorate quorate = of(1, 1, 1);
    quorate.add(1, "", "");
    assertThat(quorate.reached()).isFalse();
    quorate.add(1, "", "");
    assertThat(quorate.reached()).isTrue();
  }

  @Test
  void shouldCountNodesBesideWeight() {
    Quorate quorate = of(2, 1, 1);
    quorate.add(3, "", "");
    assertThat(quorate.reached()).isFalse();
    quorate.add(0, "", "");
    assertThat(quorate.reached()).isTrue();
  }

  @Test
  void shouldCountDistinctNamesAndNobodysAsNone() {
    Quorate quorate = of(1, 2, 2);
    quorate.add(2, "geth", "us");
    quorate.add(1, "", "them");
    assertThat(quorate.reached()).isFalse();
    quorate.add(0, "reth", "us");
    assertThat(quorate.reached()).isTrue();
  }

  @Test
  void shouldForgetWhenItCountsAnew() {
    Quorate quorate = of(1, 1, 1);
    quorate.add(3, "", "");
    assertThat(quorate.outOf(3).reached()).isFalse();
  }

  @Test
  void shouldForgetNamesWhenItCountsAnew() {
    assertThat(anew(of(1, 2, 1))).isFalse();
    assertThat(anew(of(1, 1, 2))).isFalse();
  }

  private static boolean anew(Quorate quorate) {
    quorate.add(2, "geth", "us");
    quorate.outOf(3).add(3, "reth", "them");
    return quorate.reached();
  }
}

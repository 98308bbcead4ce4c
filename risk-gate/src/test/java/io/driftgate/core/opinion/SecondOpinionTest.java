package io.driftgate.core.opinion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The core against its second opinion, step by step, under random fleets. */
class SecondOpinionTest {
  private static final int SEEDS = System.getProperty("soak") == null ? 30 : 1_000;
  private static final int FROM = Integer.getInteger("opinion.seed", 0);
  private static final int SECONDS = 120;

  @Test
  void shouldAgreeWithTheCoreAfterEveryStepAndAboutTheNextDeadline() {
    int transitions = 0;
    for (int seed = FROM; seed < FROM + SEEDS; seed++) {
      transitions += run(seed);
    }
    assertThat(transitions).as("transitions among the samples").isGreaterThan(SEEDS);
  }

  private static int run(long seed) {
    OpinionFleet.Story story = OpinionFleet.story(seed, SECONDS);
    Comparison comparison = new Comparison(story.plan(), story.start());
    try {
      for (Told told : story.told()) {
        comparison.tell(told);
      }
    } catch (AssertionError e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    }
    return comparison.transitions();
  }
}

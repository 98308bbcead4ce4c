package io.driftgate.core.opinion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The core against its second opinion, step by step, under random fleets. */
class SecondOpinionTest {
  private static final int SEEDS = System.getProperty("soak") == null ? 30 : 1_000;
  private static final int FROM = Integer.getInteger("opinion.seed", 0);
  private static final int SECONDS = 120;

  @Test
  void shouldAgreeWithTheCoreAfterEveryStepAndAboutTheNextDeadline() {
    List<Comparison> compared =
        IntStream.range(FROM, FROM + SEEDS)
            .parallel()
            .mapToObj(SecondOpinionTest::compared)
            .toList();
    assertThat(compared.stream().mapToInt(Comparison::transitions).sum())
        .as("transitions among the samples")
        .isGreaterThan(SEEDS);
    for (Features feature : Tally.COUNTED) {
      assertThat(compared.stream().filter(c -> c.tally().steps().containsKey(feature)).count())
          .as("stories in which %s made a difference", feature)
          .isPositive();
    }
  }

  private static Comparison compared(int seed) {
    OpinionFleet.Story story = OpinionFleet.story(seed, SECONDS);
    Comparison comparison = new Comparison(story.plan(), story.start());
    try {
      for (Told told : story.told()) {
        comparison.tell(told);
      }
    } catch (AssertionError e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    }
    return comparison;
  }
}

package io.driftgate.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.driftgate.core.plan.Metric;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

final class LevelTrackTest {
  private static final Percentage STEP = Percentage.withPercentage(7);

  @Test
  void shouldCountATripOnlyAfterItWasClear() {
    LevelTrack track = new LevelTrack(Metric.HEAD_STALENESS, 1, 0.8);
    for (double value : new double[] {1000, 900, 1000, 900, 1000, 700, 1000}) {
      track.take(value, 1);
    }
    assertThat(track.tripsAt(940)).isEqualTo(2);
    assertThat(track.tripsAt(2000)).isZero();
    assertThat(track.threshold(0)).isCloseTo(1000, STEP);
    assertThat(track.threshold(1)).isCloseTo(1000, STEP);
    assertThat(track.threshold(2)).isNaN();
  }

  @Test
  void shouldTellWhereTimeWasSpent() {
    LevelTrack track = new LevelTrack(Metric.HEAD_STALENESS, 1, 0.8);
    track.take(100, 900);
    track.take(5_000, 90);
    track.take(60_000, 10);
    track.take(Double.NaN, 77);
    assertThat(track.quantile(0.5)).isCloseTo(100, STEP);
    assertThat(track.quantile(0.95)).isCloseTo(5_000, STEP);
    assertThat(track.quantile(0.999)).isCloseTo(60_000, STEP);
    assertThat(track.worst()).isEqualTo(60_000);
    assertThat(track.nanosWithout()).isEqualTo(77);
  }

  @Test
  void shouldTurnRoundWhereLowIsBad() {
    LevelTrack track = new LevelTrack(Metric.QUORUM_AGREEMENT, 1, 1);
    for (double value : new double[] {1, 0.6, 1, 0.6, 1, 0.3, 1}) {
      track.take(value, 1);
    }
    assertThat(track.worst()).isCloseTo(0.3, within(1e-9));
    assertThat(track.tripsAt(0.5)).isEqualTo(1);
    assertThat(track.tripsAt(0.7)).isEqualTo(3);
    assertThat(track.threshold(1)).isCloseTo(0.6, within(0.006));
    assertThat(track.threshold(0)).isCloseTo(0.3, within(0.006));
    assertThat(track.threshold(3)).isNaN();
    assertThat(track.quantile(0.5)).isCloseTo(1, within(0.006));
  }

  @Test
  void shouldKnowCountsExactly() {
    LevelTrack track = new LevelTrack(Metric.FINALITY_LAG, 1, 1);
    for (double value : new double[] {3, 7, 3, 64, 3}) {
      track.take(value, 1);
    }
    assertThat(track.tripsAt(7)).isEqualTo(1);
    assertThat(track.tripsAt(6)).isEqualTo(2);
    assertThat(track.threshold(0)).isEqualTo(64);
    assertThat(track.threshold(1)).isEqualTo(7);
    assertThat(track.tripsAt(1e9)).isZero();
  }

  @Test
  void shouldBearWhatHasNoEnd() {
    LevelTrack track = new LevelTrack(Metric.BEHIND, 1, 0.8);
    track.take(Double.POSITIVE_INFINITY, 5);
    assertThat(track.threshold(0)).isInfinite();
    assertThat(track.threshold(1)).isNaN();
    assertThat(track.worst()).isInfinite();
    assertThat(track.quantile(0.5)).isInfinite();
  }

  @Test
  void shouldSayNothingOfNothing() {
    LevelTrack track = new LevelTrack(Metric.BEHIND, 1, 0.8);
    assertThat(track.worst()).isNaN();
    assertThat(track.quantile(0.5)).isNaN();
  }
}

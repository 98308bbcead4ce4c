package io.driftgate.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.NodeId;
import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.Ratio;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Exceeded strictly beyond a threshold; clear at most at a part of it (semantics §6.1, §6.3). */
class LimitTest {
  private static final Ratio CLEAR = new Ratio(4, 5);

  /** A value that passes a threshold as many nanoseconds after now as the threshold is high. */
  private record Value(long num, long den) implements Gauge {
    @Override
    public boolean present() {
      return true;
    }

    @Override
    public long numerator(long nowNanos) {
      return num;
    }

    @Override
    public long denominator() {
      return den;
    }

    @Override
    public long exceedsAtNanos(Ratio threshold, long nowNanos) {
      return nowNanos + threshold.num() / threshold.den();
    }

    @Override
    public List<NodeId> evidence(long nowNanos) {
      return List.of();
    }

    @Override
    public void subscribe(Runnable onChange) {
      throw new UnsupportedOperationException();
    }
  }

  private static Limit.Reading reading(Metric metric, Ratio threshold, long num, long den) {
    Limit limit = new Limit(Level.WITHDRAW, metric, threshold, CLEAR);
    limit.read(new Value(num, den), 0);
    return limit.reading();
  }

  @Test
  void shouldReadTimesAgainstThresholdAndClearLevel() {
    Ratio five = new Ratio(10, 2);
    assertThat(reading(Metric.BEHIND, five, 4, 1)).isEqualTo(Limit.Reading.CLEAR);
    assertThat(reading(Metric.BEHIND, five, 5, 1)).isEqualTo(Limit.Reading.UNCLEAR);
    assertThat(reading(Metric.BEHIND, five, 6, 1)).isEqualTo(Limit.Reading.EXCEEDED);
  }

  @Test
  void shouldCallCountsAndFractionsClearWhenTheyAreNotExceeded() {
    Ratio half = new Ratio(1, 2);
    assertThat(reading(Metric.DIVERGED, half, 2, 4)).isEqualTo(Limit.Reading.CLEAR);
    assertThat(reading(Metric.DIVERGED, half, 3, 4)).isEqualTo(Limit.Reading.EXCEEDED);
    assertThat(reading(Metric.QUORUM_AGREEMENT, half, 2, 4)).isEqualTo(Limit.Reading.CLEAR);
    assertThat(reading(Metric.QUORUM_AGREEMENT, half, 1, 4)).isEqualTo(Limit.Reading.EXCEEDED);
  }

  @Test
  void shouldTakeTheInfiniteForMoreThanAnyThreshold() {
    Ratio all = new Ratio(Long.MAX_VALUE, 1);
    assertThat(reading(Metric.HEAD_LAG, all, Gauge.INFINITE, 1)).isEqualTo(Limit.Reading.EXCEEDED);
    assertThat(reading(Metric.OBSERVERS, all, Gauge.INFINITE, 1)).isEqualTo(Limit.Reading.CLEAR);
  }

  @Test
  void shouldSayWhetherTheReadingIsNews() {
    Limit limit = new Limit(Level.WIDEN, Metric.BEHIND, new Ratio(5, 1), CLEAR);
    assertThat(limit.read(new Value(5, 1), 0)).as("as at first").isFalse();
    assertThat(limit.read(new Value(6, 1), 0)).isTrue();
    assertThat(limit.read(new Value(7, 1), 0)).isFalse();
    assertThat(limit.become(Limit.Reading.EXCEEDED)).isFalse();
    assertThat(limit.become(Limit.Reading.UNCLEAR)).isTrue();
  }

  @Test
  void shouldAskForTheNextThresholdThatIsInTheWay() {
    Limit limit = new Limit(Level.WIDEN, Metric.BEHIND, new Ratio(5, 1), CLEAR);
    limit.become(Limit.Reading.CLEAR);
    assertThat(limit.worsensAtNanos(new Value(0, 1), 100)).isEqualTo(104);
    assertThat(limit.inTheWay()).isEqualTo(new Ratio(4, 1));
    limit.become(Limit.Reading.UNCLEAR);
    assertThat(limit.worsensAtNanos(new Value(5, 1), 100)).isEqualTo(105);
    assertThat(limit.inTheWay()).isEqualTo(new Ratio(4, 1));
    limit.become(Limit.Reading.EXCEEDED);
    assertThat(limit.worsensAtNanos(new Value(6, 1), 100)).isEqualTo(Deadlines.NEVER);
    assertThat(limit.inTheWay()).isEqualTo(new Ratio(5, 1));
  }
}

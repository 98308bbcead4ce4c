package io.driftgate.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBucket;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

final class ClassicBucketsTest {
  private final Histogram micros = new Histogram(3_600_000_000L, 3);

  @Test
  void shouldCountAValueOnABoundBelowIt() {
    micros.recordValue(1_000);
    assertThat(countIn(0.001)).isEqualTo(1);
  }

  @Test
  void shouldCountAValueAboveABoundAboveIt() {
    micros.recordValue(1_001);
    assertThat(countIn(0.001)).isZero();
    assertThat(countIn(0.0025)).isEqualTo(1);
  }

  @Test
  void shouldKeepWhatExceedsEveryBound() {
    micros.recordValue(3_600_000_000L);
    assertThat(countIn(Double.POSITIVE_INFINITY)).isEqualTo(1);
  }

  @Test
  void shouldKeepCountAndSumOfAnyDistribution() {
    Random seeded = new Random(42);
    double sumSeconds = 0;
    for (int i = 0; i < 10_000; i++) {
      long value = (long) Math.exp(seeded.nextDouble() * Math.log(100_000_000));
      micros.recordValue(value);
      sumSeconds += value / 1e6;
    }
    HistogramDataPointSnapshot point = ClassicBuckets.of(Labels.EMPTY, micros);
    assertThat(point.getCount()).isEqualTo(10_000);
    assertThat(point.getSum()).isCloseTo(sumSeconds, within(sumSeconds / 1000));
  }

  private long countIn(double upperSeconds) {
    return ClassicBuckets.of(Labels.EMPTY, micros).getClassicBuckets().stream()
        .filter(bucket -> bucket.getUpperBound() == upperSeconds)
        .mapToLong(ClassicHistogramBucket::getCount)
        .sum();
  }
}

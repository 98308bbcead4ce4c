package io.driftgate.dashboards;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * An HDR histogram of microseconds as Prometheus's buckets of seconds. A value counts below a bound
 * when the whole HDR cell that holds it does, so that a bucket never claims more than was seen; the
 * sum takes each cell's middle and is as exact as the histogram's digits.
 */
final class ClassicBuckets {
  private static final double MICROS_PER_SECOND = 1e6;

  /** 1 ms to 1 min: what network and block times lie in. */
  private static final double[] UPPER_SECONDS = {
    0.001,
    0.0025,
    0.005,
    0.01,
    0.025,
    0.05,
    0.1,
    0.25,
    0.5,
    1,
    2.5,
    5,
    10,
    30,
    60,
    Double.POSITIVE_INFINITY
  };

  private ClassicBuckets() {}

  static HistogramDataPointSnapshot of(Labels labels, Histogram micros) {
    long[] counts = new long[UPPER_SECONDS.length];
    double sumMicros = 0;
    for (HistogramIterationValue cell : micros.recordedValues()) {
      counts[bucket(cell.getValueIteratedTo() / MICROS_PER_SECOND)] +=
          cell.getCountAtValueIteratedTo();
      sumMicros +=
          (double) micros.medianEquivalentValue(cell.getValueIteratedTo())
              * cell.getCountAtValueIteratedTo();
    }
    return HistogramDataPointSnapshot.builder()
        .labels(labels)
        .classicHistogramBuckets(ClassicHistogramBuckets.of(UPPER_SECONDS, counts))
        .sum(sumMicros / MICROS_PER_SECOND)
        .build();
  }

  private static int bucket(double seconds) {
    int index = 0;
    while (seconds > UPPER_SECONDS[index]) {
      index++;
    }
    return index;
  }
}

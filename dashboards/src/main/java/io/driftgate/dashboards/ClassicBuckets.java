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

  /** 0.1 ms to 5 s: what a loop waits for, finest where its bars lie. */
  private static final double[] STALL_UPPER_SECONDS = {
    0.0001,
    0.0002,
    0.0003,
    0.0005,
    0.0007,
    0.001,
    0.0015,
    0.002,
    0.003,
    0.004,
    0.005,
    0.007,
    0.01,
    0.0125,
    0.015,
    0.0175,
    0.02,
    0.025,
    0.03,
    0.04,
    0.05,
    0.07,
    0.1,
    0.2,
    0.5,
    1,
    5,
    Double.POSITIVE_INFINITY
  };

  private ClassicBuckets() {}

  /** Of what network and block times are made of. */
  static HistogramDataPointSnapshot of(Labels labels, Histogram micros) {
    return of(labels, micros, UPPER_SECONDS);
  }

  /** Of a loop's stalls. */
  static HistogramDataPointSnapshot ofStalls(Labels labels, Histogram micros) {
    return of(labels, micros, STALL_UPPER_SECONDS);
  }

  private static HistogramDataPointSnapshot of(
      Labels labels, Histogram micros, double[] upperSeconds) {
    long[] counts = new long[upperSeconds.length];
    double sumMicros = 0;
    for (HistogramIterationValue cell : micros.recordedValues()) {
      counts[bucket(cell.getValueIteratedTo() / MICROS_PER_SECOND, upperSeconds)] +=
          cell.getCountAtValueIteratedTo();
      sumMicros +=
          (double) micros.medianEquivalentValue(cell.getValueIteratedTo())
              * cell.getCountAtValueIteratedTo();
    }
    return HistogramDataPointSnapshot.builder()
        .labels(labels)
        .classicHistogramBuckets(ClassicHistogramBuckets.of(upperSeconds, counts))
        .sum(sumMicros / MICROS_PER_SECOND)
        .build();
  }

  private static int bucket(double seconds, double[] upperSeconds) {
    int index = 0;
    while (seconds > upperSeconds[index]) {
      index++;
    }
    return index;
  }
}

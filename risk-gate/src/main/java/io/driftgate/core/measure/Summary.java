package io.driftgate.core.measure;

import io.driftgate.core.view.Percentiles;
import org.HdrHistogram.Histogram;

/**
 * A histogram and its short form. Percentiles walk the whole histogram, and are asked for by
 * everybody who looks at a node: they are worked out once for each count.
 */
final class Summary {
  private final Histogram histogram;
  private Percentiles inShort = Percentiles.NONE;

  Summary(Histogram histogram) {
    this.histogram = histogram;
  }

  void record(long value) {
    histogram.recordValue(value);
  }

  long highest() {
    return histogram.getHighestTrackableValue();
  }

  Histogram copy() {
    return histogram.copy();
  }

  /**
   * The short form.
   *
   * @param unit what one of the histogram's own units is in the result's
   */
  Percentiles inShort(long unit) {
    if (inShort.count() != histogram.getTotalCount()) {
      inShort =
          new Percentiles(
              histogram.getTotalCount(),
              histogram.getValueAtPercentile(50) * unit,
              histogram.getValueAtPercentile(99) * unit,
              histogram.getMaxValue() * unit);
    }
    return inShort;
  }
}

package io.driftgate.collector;

import java.util.Arrays;

/**
 * How the last {@value #KEPT} of a quantity were spread, in nanoseconds, and where between them
 * polls are best spent. Quantiles are interpolated.
 *
 * <p>Between two polls an arrival is as uncertain as they are apart. For a given number of polls on
 * average, the mean uncertainty is least if their distance is inverse to the square root of the
 * hazard: of how likely the block comes now if it has not come yet. The hazard is taken as constant
 * between each two of {@value #BINS} + 1 quantiles.
 */
final class Spread {
  static final int KEPT = 64;
  private static final int BINS = 16;

  private final long[] ring = new long[KEPT];
  private final long[] knots = new long[BINS + 1];

  /** Integral of the square root of survival times density, from each knot to the last. */
  private final double[] rest = new double[BINS + 1];

  private long[] sorted = {};
  private int added;

  void add(long nanos) {
    ring[added % KEPT] = nanos;
    added++;
    sorted = Arrays.copyOf(ring, size());
    Arrays.sort(sorted);
    for (int i = 0; i <= BINS; i++) {
      knots[i] = quantile((double) i / BINS);
    }
    for (int bin = BINS - 1; bin >= 0; bin--) {
      rest[bin] = rest[bin + 1] + Math.sqrt(survival(bin) * width(bin) / BINS);
    }
  }

  int size() {
    return Math.min(added, KEPT);
  }

  /** The quantity that a share of all is below; {@code share} from 0 to 1. Needs one at least. */
  long quantile(double share) {
    double place = Math.max(0, Math.min(1, share)) * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + Math.round((place - below) * (sorted[above] - sorted[below]));
  }

  /**
   * Where to poll next after a poll that came too early. Needs one quantity at least.
   *
   * @param fromNanos when that poll was made
   * @param polls for all of the spread, on average
   */
  long next(long fromNanos, double polls) {
    return fromNanos < knots[0] ? first(fromNanos, polls) : later(fromNanos, polls);
  }

  /** The earlier, the less is uncertain by all the time before; the later, the less is polled. */
  private long first(long fromNanos, double polls) {
    int best = 0;
    double least = Double.MAX_VALUE;
    for (int i = 0; i < BINS; i++) {
      double before = (double) (knots[i] - fromNanos) * i / BINS;
      double cost = before + 2 * rest[0] / polls * rest[i];
      if (cost < least) {
        least = cost;
        best = i;
      }
    }
    return knots[best];
  }

  private long later(long fromNanos, double polls) {
    double step = rest[0] / polls;
    for (int bin = 0; bin < BINS; bin++) {
      double left = Math.max(0, Math.min(1, (knots[bin + 1] - fromNanos) / width(bin)));
      double steps = Math.sqrt(width(bin) / BINS / survival(bin));
      if (left * steps >= step) {
        return knots[bin + 1] - Math.round((left - step / steps) * width(bin));
      }
      step -= left * steps;
    }
    return knots[BINS];
  }

  private double width(int bin) {
    return Math.max(1, knots[bin + 1] - knots[bin]);
  }

  /** The share of all that comes after the middle of a bin. */
  private static double survival(int bin) {
    return 1 - (bin + 0.5) / BINS;
  }
}

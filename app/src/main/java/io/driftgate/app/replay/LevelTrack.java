package io.driftgate.app.replay;

import io.driftgate.core.plan.Metric;
import java.util.Arrays;

/**
 * One bound's values over time against a ladder of thresholds: for how long they lay where, and how
 * often each threshold would have been exceeded after it was clear.
 *
 * <p>All in the metric's unit; where low is bad, badness is what is missing to the ladder's top.
 */
final class LevelTrack {
  private static final int MS_STEPS_PER_DECADE = 40;
  private static final double MS_MAX = 86_400_000;
  private static final int WHOLE_UNTIL = 64;
  private static final double COUNT_MAX = 1e7;
  private static final int FRACTION_STEPS = 200;
  private static final double COUNT_STEP = 1.1;

  private final boolean lowIsBad;
  private final double top;
  private final double clear;

  /** Rising; a badness beyond one exceeds it. */
  private final double[] levels;

  private final long[] trips;
  private final long[] nanosAt;
  private int exceeded;
  private long nanosWithout;
  private double worst = Double.NEGATIVE_INFINITY;
  private long values;

  /**
   * Has seen nothing.
   *
   * @param most the highest value that there can be where low is bad
   * @param clear the part of a threshold at which it is clear again; 1 for what is not in ms
   */
  LevelTrack(Metric metric, double most, double clear) {
    lowIsBad = metric.lowIsBad();
    top = lowIsBad ? most : 0;
    this.clear = clear;
    levels =
        switch (metric.unit()) {
          case MS -> logarithmic();
          case FRACTION -> fractions();
          default -> whole();
        };
    trips = new long[levels.length];
    nanosAt = new long[levels.length + 1];
  }

  private static double[] logarithmic() {
    int steps = (int) (Math.log10(MS_MAX) * MS_STEPS_PER_DECADE);
    double[] levels = new double[steps];
    Arrays.setAll(levels, i -> Math.pow(10, (double) i / MS_STEPS_PER_DECADE));
    return levels;
  }

  private static double[] fractions() {
    double[] levels = new double[FRACTION_STEPS];
    Arrays.setAll(levels, i -> (double) i / FRACTION_STEPS);
    return levels;
  }

  private static double[] whole() {
    double[] levels = new double[WHOLE_UNTIL * 4];
    int count = 0;
    for (double next = 0; next < COUNT_MAX && count < levels.length; count++) {
      levels[count] = next;
      next = next < WHOLE_UNTIL ? next + 1 : Math.ceil(next * COUNT_STEP);
    }
    return Arrays.copyOf(levels, count);
  }

  /** The value now, and for how long it has been about that; not a number for none. */
  void take(double value, long nanos) {
    if (Double.isNaN(value)) {
      nanosWithout += nanos;
      return;
    }
    values++;
    double bad = lowIsBad ? top - value : value;
    worst = Math.max(worst, bad);
    int above = below(bad);
    nanosAt[above] += nanos;
    while (exceeded < above) {
      trips[exceeded++]++;
    }
    exceeded = Math.min(exceeded, below(bad / clear));
  }

  /** How many levels lie below a badness: those that it exceeds. */
  private int below(double bad) {
    int low = 0;
    int high = levels.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (levels[middle] < bad) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * The tightest threshold that would have tripped at most so often, as would all looser ones: a
   * far tighter one trips once and is never clear again. Infinite if the loosest trips more often;
   * not a number if no threshold does.
   */
  double threshold(double most) {
    int level = levels.length;
    while (level > 0 && trips[level - 1] <= most) {
      level--;
    }
    if (level == 0) {
      return Double.NaN;
    }
    return level == levels.length ? Double.POSITIVE_INFINITY : shown(levels[level]);
  }

  /** How often a threshold would have tripped: that of the next level up. */
  long tripsAt(double threshold) {
    int level = below(lowIsBad ? top - threshold : threshold);
    return level < levels.length ? trips[level] : 0;
  }

  /** The value that was not exceeded for this part of the time, as far as levels tell. */
  double quantile(double part) {
    long all = Arrays.stream(nanosAt).sum();
    long wanted = (long) Math.ceil(all * part);
    long seen = 0;
    for (int i = 0; i < nanosAt.length; i++) {
      seen += nanosAt[i];
      if (seen >= wanted && seen > 0) {
        return shown(Math.min(worst, i < levels.length ? levels[i] : Double.POSITIVE_INFINITY));
      }
    }
    return Double.NaN;
  }

  /** The worst value seen; not a number if there was none. */
  double worst() {
    return values == 0 ? Double.NaN : shown(worst);
  }

  /** For how long it had no value. */
  long nanosWithout() {
    return nanosWithout;
  }

  private double shown(double bad) {
    return lowIsBad ? Math.max(0, top - bad) : bad;
  }
}

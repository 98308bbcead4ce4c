package io.driftgate.core.measure;

import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.PackedHistogram;

/**
 * HdrHistogram's buckets: which values of 0 and more count as equal, numbered in ascending order.
 * Counts are kept by bucket; a {@link Histogram} is made of them for whoever asks.
 *
 * @param highest values above are taken as this
 * @param digits significant decimal digits
 * @param packed whether the histograms that are made should be small rather than fast
 */
record Precision(long highest, int digits, boolean packed) {
  /** Buckets below this share no width with the next power of two's: HdrHistogram's sub-buckets. */
  private int halfBits() {
    int tens = 1;
    for (int i = 0; i < digits; i++) {
      tens *= 10;
    }
    return Integer.SIZE - Integer.numberOfLeadingZeros(2 * tens - 1) - 1;
  }

  /** The numbers that all arithmetic needs, worked out once. For one thread. */
  static final class Buckets {
    private final long highest;
    private final int halfBits;
    private final long mask;
    private final int size;
    private long[] zeros = {};

    private Buckets(Precision precision) {
      highest = precision.highest();
      halfBits = precision.halfBits();
      mask = (2L << halfBits) - 1;
      size = of(highest) + 1;
    }

    /** The bucket of a value; what lies outside 0 to the highest is in the bucket of the limit. */
    int of(long value) {
      long clamped = Math.max(0, Math.min(value, highest));
      int shift = Long.SIZE - 1 - halfBits - Long.numberOfLeadingZeros(clamped | mask);
      return (int) (((long) shift << halfBits) + (clamped >>> shift));
    }

    /** How many there are. */
    int size() {
      return size;
    }

    /** A zero for each bucket, to count in until the next call: for whoever adds counts up. */
    long[] zeros() {
      if (zeros.length == 0) {
        zeros = new long[size];
      } else {
        Arrays.fill(zeros, 0);
      }
      return zeros;
    }

    /** The lowest value that counts as equal to all of the bucket. */
    long lowest(int bucket) {
      int shift = shift(bucket);
      return (bucket - ((long) shift << halfBits)) << shift;
    }

    /** The highest value that counts as equal to all of the bucket. */
    long highest(int bucket) {
      int shift = shift(bucket);
      return lowest(bucket) + (1L << shift) - 1;
    }

    private int shift(int bucket) {
      return Math.max(0, (bucket >> halfBits) - 1);
    }
  }

  Buckets buckets() {
    return new Buckets(this);
  }

  Histogram emptyHistogram() {
    return packed ? new PackedHistogram(highest, digits) : new Histogram(highest, digits);
  }
}

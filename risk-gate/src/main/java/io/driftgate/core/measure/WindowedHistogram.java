package io.driftgate.core.measure;

import io.driftgate.core.view.HistogramQuery.Window;
import io.driftgate.core.view.Percentiles;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * A histogram since the start, and aligned windows of it. A window is a ring of ten slices, each of
 * a tenth of its length, aligned to core time's origin: what is in it is a function of core time
 * alone, so nothing has to rotate it.
 */
final class WindowedHistogram {
  /** Slices in a window; the one being filled is among them. */
  static final int SLICES = 10;

  /** 1 h, semantics §5. */
  static final long MAX_MICROS = 3_600_000_000L;

  private final Supplier<Histogram> factory;
  private final Summary all;
  private final Map<Window, Ring> rings = new EnumMap<>(Window.class);

  /** Slices by their number since core time's origin; made when first needed. */
  private static final class Ring {
    private final long sliceNanos;
    private final Histogram[] slices = new Histogram[SLICES];
    private final long[] numbers = new long[SLICES];

    Ring(Window window) {
      sliceNanos = window.nanos() / SLICES;
      Arrays.fill(numbers, Long.MIN_VALUE);
    }

    /** What comes later than a whole window is not in it any more. */
    void record(long value, long atNanos, Supplier<Histogram> factory) {
      long number = Math.floorDiv(atNanos, sliceNanos);
      int place = (int) Math.floorMod(number, (long) SLICES);
      if (number < numbers[place]) {
        return;
      }
      if (slices[place] == null) {
        slices[place] = factory.get();
      } else if (numbers[place] != number) {
        slices[place].reset();
      }
      numbers[place] = number;
      slices[place].recordValue(value);
    }

    void addTo(Histogram sum, long nowNanos) {
      long newest = Math.floorDiv(nowNanos, sliceNanos);
      for (int i = 0; i < SLICES; i++) {
        if (slices[i] != null && numbers[i] > newest - SLICES && numbers[i] <= newest) {
          sum.add(slices[i]);
        }
      }
    }
  }

  WindowedHistogram(Supplier<Histogram> factory) {
    this.factory = factory;
    all = new Summary(factory.get());
    for (Window window : EnumSet.complementOf(EnumSet.of(Window.ALL))) {
      rings.put(window, new Ring(window));
    }
  }

  /**
   * Records a value.
   *
   * @param value in the histogram's unit; values outside 0 to its highest are recorded as the limit
   * @param atNanos core time
   */
  void record(long value, long atNanos) {
    long clamped = Math.max(0, Math.min(value, all.highest()));
    all.record(clamped);
    for (Ring ring : rings.values()) {
      ring.record(clamped, atNanos, factory);
    }
  }

  /**
   * All since the start.
   *
   * @param unit what one of the histogram's own units is in the result's
   */
  Percentiles inShort(long unit) {
    return all.inShort(unit);
  }

  /** A copy of what a window holds at a core time. */
  Histogram copy(Window window, long nowNanos) {
    if (window == Window.ALL) {
      return all.copy();
    }
    Histogram sum = factory.get();
    rings.get(window).addTo(sum, nowNanos);
    return sum;
  }
}

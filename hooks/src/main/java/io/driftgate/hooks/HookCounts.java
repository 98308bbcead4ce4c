package io.driftgate.hooks;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What one hook's courier counts. Written on the edge loop; any thread reads. */
final class HookCounts {
  private static final long MAX_MICROS = 3_600_000_000L;
  private static final int DIGITS = 2;

  private final String hook;
  private final Map<Settlement.End, Long> ends = new EnumMap<>(Settlement.End.class);
  private final Histogram takenMicros = new Histogram(MAX_MICROS, DIGITS);
  private long attempts;
  private long failures;
  private long late;

  HookCounts(String hook) {
    this.hook = hook;
  }

  synchronized void attempt() {
    attempts++;
  }

  synchronized void failed() {
    failures++;
  }

  synchronized void late() {
    late++;
  }

  synchronized void ended(Settlement.End end) {
    ends.merge(end, 1L, Long::sum);
  }

  synchronized void taken(long nanos) {
    takenMicros.recordValue(Math.min(MAX_MICROS, TimeUnit.NANOSECONDS.toMicros(nanos)));
  }

  synchronized HookFigures figures() {
    return new HookFigures(hook, attempts, failures, late, Map.copyOf(ends), takenMicros.copy());
  }
}

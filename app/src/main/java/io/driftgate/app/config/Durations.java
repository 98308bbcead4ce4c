package io.driftgate.app.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as {@code 500ms}, {@code 12s}, {@code 10m}, {@code 1h}; whole numbers only. */
final class Durations {
  static final long MS = 1_000_000L;
  static final long SECOND = 1_000 * MS;
  static final long MINUTE = 60 * SECOND;
  static final long HOUR = 60 * MINUTE;
  static final long DAY = 24 * HOUR;

  /** A week: longer than any bound, and its product with a fraction's parts does not overflow. */
  static final long MAX_NANOS = 7 * DAY;

  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

  private Durations() {}

  /**
   * Nanoseconds; {@link Long#MAX_VALUE} for anything longer.
   *
   * @throws IllegalArgumentException for anything but a duration
   */
  static long parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no duration; write 500ms, 12s, 10m or 1h");
    }
    long count = Long.parseLong(form.group(1));
    long unitNanos = unitNanos(form.group(2));
    // Beyond what a long holds a product turns into another, harmless looking duration.
    return count > Long.MAX_VALUE / unitNanos ? Long.MAX_VALUE : count * unitNanos;
  }

  private static long unitNanos(String unit) {
    return switch (unit) {
      case "ms" -> MS;
      case "s" -> SECOND;
      case "m" -> MINUTE;
      case "h" -> HOUR;
      default -> DAY;
    };
  }

  static long within(long nanos, long minNanos, long maxNanos) {
    if (nanos < minNanos || nanos > maxNanos) {
      throw new IllegalArgumentException(
          show(nanos)
              + " is out of range; "
              + show(minNanos)
              + " to "
              + show(maxNanos)
              + " is allowed");
    }
    return nanos;
  }

  /** In the largest unit that is exact. */
  static String show(long nanos) {
    long ms = nanos / MS;
    if (ms == 0 || ms % 1_000 != 0) {
      return ms + "ms";
    }
    long seconds = ms / 1_000;
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}

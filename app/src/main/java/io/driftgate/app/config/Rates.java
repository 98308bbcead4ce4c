package io.driftgate.app.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rates as {@code 2/s} or {@code 30/m}. */
final class Rates {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,4})/(s|m)");

  private Rates() {}

  /**
   * Nanoseconds for one of them.
   *
   * @throws IllegalArgumentException for anything but a rate
   */
  static long nanosEach(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no rate; write 2/s or 30/m");
    }
    long unitNanos = form.group(2).equals("s") ? Durations.SECOND : 60 * Durations.SECOND;
    return unitNanos / Long.parseLong(form.group(1));
  }
}

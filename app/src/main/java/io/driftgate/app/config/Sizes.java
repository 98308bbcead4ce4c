package io.driftgate.app.config;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as {@code 512MiB} or {@code 10GiB}. */
final class Sizes {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8})(B|KiB|MiB|GiB|TiB)");
  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");
  private static final int STEP_BITS = 10;

  private Sizes() {}

  /**
   * A size in bytes.
   *
   * @throws IllegalArgumentException for anything but a size within the range
   */
  static long parse(String text, long min, long max) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no size; write 512MiB or 10GiB");
    }
    int bits = STEP_BITS * UNITS.indexOf(form.group(2));
    long count = Long.parseLong(form.group(1));
    if (count > max >> bits || count << bits < min) {
      throw new IllegalArgumentException(
          text + " is out of range; write " + show(min) + " to " + show(max));
    }
    return count << bits;
  }

  private static String show(long bytes) {
    int unit = Math.min(UNITS.size() - 1, Long.numberOfTrailingZeros(bytes) / STEP_BITS);
    return (bytes >> (STEP_BITS * unit)) + UNITS.get(unit);
  }
}

package io.driftgate.hooks.webhook;

import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;

/** {@code Retry-After}: seconds, or an HTTP date (RFC 9110 §10.2.3). */
final class RetryAfter {
  private static final int MOST_DIGITS = 9;
  private static final long MS_PER_SECOND = 1_000;

  private RetryAfter() {}

  /**
   * How long from now; empty if there is none, or none that can be read.
   *
   * @param header null where there is none
   */
  static OptionalLong ms(String header, long nowMs) {
    if (header == null || header.isEmpty()) {
      return OptionalLong.empty();
    }
    if (header.length() <= MOST_DIGITS && header.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return OptionalLong.of(Long.parseLong(header) * MS_PER_SECOND);
    }
    try {
      ZonedDateTime then =
          ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT));
      return OptionalLong.of(Math.max(0, then.toInstant().toEpochMilli() - nowMs));
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }
}

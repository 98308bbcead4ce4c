package io.driftgate.hooks.http;

import java.util.OptionalLong;

/** {@code Retry-After} in seconds (RFC 9110 §10.2.3); its other form, a date, is not read. */
final class RetryAfter {
  private static final int MAX_DIGITS = 6;

  private RetryAfter() {}

  static OptionalLong ms(String header) {
    boolean seconds =
        header != null
            && !header.isEmpty()
            && header.length() <= MAX_DIGITS
            && header.chars().allMatch(c -> c >= '0' && c <= '9');
    return seconds ? OptionalLong.of(1000 * Long.parseLong(header)) : OptionalLong.empty();
  }
}

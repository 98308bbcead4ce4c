package io.driftgate.collector.transport;

import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;

/** The header by which a server asks for a pause (RFC 9110, 10.2.3): seconds, or a date. */
final class RetryAfter {
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long NANOS_PER_MS = 1_000_000;
  private static final long MS_PER_SECOND = 1_000;

  /** Longer ones are taken for this: a typing error must not take a node away for a day. */
  private static final long MAX_SECONDS = 600;

  private static final int MAX_DIGITS = 9;
  private static final int MAX_LENGTH = 64;

  private RetryAfter() {}

  /**
   * The pause asked for, at most ten minutes; empty if there is no header, or it says nothing.
   *
   * @param nowMs the wall clock's, against which a date counts
   */
  static OptionalLong nanos(String header, long nowMs) {
    if (header == null || header.isEmpty() || header.length() > MAX_LENGTH) {
      return OptionalLong.empty();
    }
    if (header.chars().allMatch(c -> c >= '0' && c <= '9')) {
      long seconds = header.length() > MAX_DIGITS ? MAX_SECONDS : Long.parseLong(header);
      return OptionalLong.of(Math.min(MAX_SECONDS, seconds) * NANOS_PER_SECOND);
    }
    return untilDate(header, nowMs);
  }

  private static OptionalLong untilDate(String date, long nowMs) {
    try {
      ZonedDateTime until = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
      long ms = Math.max(0, until.toInstant().toEpochMilli() - nowMs);
      return OptionalLong.of(Math.min(MAX_SECONDS * MS_PER_SECOND, ms) * NANOS_PER_MS);
    } catch (DateTimeException | ArithmeticException noDate) {
      return OptionalLong.empty();
    }
  }
}

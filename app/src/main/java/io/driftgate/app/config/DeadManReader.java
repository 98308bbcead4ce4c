package io.driftgate.app.config;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.function.LongFunction;

/** Reads {@code hooks[i].deadMan}: durations, put into the unit that the venue counts in. */
final class DeadManReader {
  private static final long MS = Durations.MS;
  private static final long SECOND = Durations.SECOND;

  /** One refresh can be lost and the next be tried again. */
  private static final int REFRESHES = 3;

  private static final int USUAL_REFRESHES = 4;

  private DeadManReader() {}

  /**
   * A timer at the venue that is set anew.
   *
   * @param unit of milliseconds; throws where the venue's limits are broken
   * @param timer of the milliseconds between two refreshes, and the unit
   */
  static <U, T> Optional<T> timer(
      Section deadMan, LongFunction<U> unit, BiFunction<Long, U, T> timer) {
    Optional<Long> timeoutMs = timeoutMs(deadMan);
    Optional<U> typed = timeout(deadMan, timeoutMs, unit);
    Optional<Long> refreshMs = timeoutMs.flatMap(ms -> refreshMs(deadMan, ms));
    return typed.flatMap(
        time -> refreshMs.flatMap(ms -> deadMan.make("refresh", () -> timer.apply(ms, time))));
  }

  /**
   * A connection of which half the timeout passes here and half at the venue, and which is
   * refreshed as the venue wants it.
   *
   * @param unit of seconds; throws where the venue's limits are broken
   */
  static <U> Optional<U> connection(Section deadMan, IntFunction<U> unit) {
    if (deadMan.has("refresh")) {
      deadMan.report("refresh", "follows from the timeout at this venue; remove it");
    }
    return timeout(deadMan, timeoutMs(deadMan), ms -> half(ms, unit));
  }

  private static <U> U half(long ms, IntFunction<U> unit) {
    String halves = "half of it passes here and half at the venue: ";
    if (ms % 2_000 != 0) {
      throw new IllegalArgumentException(halves + "write an even number of seconds");
    }
    try {
      return unit.apply((int) (ms / 2_000));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(halves + e.getMessage(), e);
    }
  }

  /** Of milliseconds, for a venue that counts in seconds. */
  static int wholeSeconds(long ms) {
    if (ms % 1_000 != 0) {
      throw new IllegalArgumentException(
          "is no whole number of seconds, in which the venue counts");
    }
    return (int) (ms / 1_000);
  }

  private static Optional<Long> timeoutMs(Section deadMan) {
    return deadMan
        .must("timeout", "60s", v -> v.durationNanos(SECOND, Durations.HOUR))
        .map(nanos -> nanos / MS);
  }

  private static <U> Optional<U> timeout(Section deadMan, Optional<Long> ms, LongFunction<U> unit) {
    return ms.flatMap(time -> deadMan.make("timeout", () -> unit.apply(time)));
  }

  private static Optional<Long> refreshMs(Section deadMan, long timeoutMs) {
    long mostMs = timeoutMs / REFRESHES;
    if (!deadMan.has("refresh")) {
      return Optional.of(Math.max(1_000, timeoutMs / USUAL_REFRESHES));
    }
    return deadMan
        .read("refresh", v -> v.durationNanos(SECOND, Math.max(SECOND, mostMs * MS)))
        .map(nanos -> nanos / MS);
  }
}

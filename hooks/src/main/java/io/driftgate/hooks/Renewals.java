package io.driftgate.hooks;

import java.util.Optional;
import java.util.function.Function;

/**
 * Says again and again that what was opened still holds, as long as the gate stands behind it. What
 * fails is not tried again before its next turn: it ends by itself. Edge loop.
 */
final class Renewals {
  private final HookTimers timers;
  private final long periodMs;
  private final long limitMs;
  private final Function<String, Attempt> attempt;
  private final String id;
  private long count;
  private HookTimers.Pending next = () -> {};
  private Optional<Attempt> running = Optional.empty();

  /**
   * Not begun.
   *
   * @param attempt begins one, under this id
   * @param id of the delivery; each renewal has one of its own
   */
  Renewals(
      HookTimers timers,
      long periodMs,
      long limitMs,
      Function<String, Attempt> attempt,
      String id) {
    this.timers = timers;
    this.periodMs = periodMs;
    this.limitMs = limitMs;
    this.attempt = attempt;
    this.id = id;
  }

  /** The first comes after a period. */
  void begin() {
    next = timers.after(periodMs, this::renew);
  }

  private void renew() {
    begin();
    if (running.isEmpty()) {
      count++;
      Attempt one = attempt.apply(id + "/r" + count);
      running = Optional.of(one);
      HookTimers.Pending limit = timers.after(limitMs, one::abort);
      one.outcome()
          .onSuccess(
              outcome -> {
                limit.cancel();
                running = Optional.empty();
              });
    }
  }

  /** Nothing is said any more. */
  void end() {
    next.cancel();
    running.ifPresent(Attempt::abort);
  }
}

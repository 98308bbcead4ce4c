package io.driftgate.hooks;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One delivery on its way: its attempts, one after the other or side by side, until it is taken or
 * let go of. Edge loop.
 */
final class Task {
  private static final Logger LOG = LoggerFactory.getLogger(Task.class);
  private static final int MOST_AT_ONCE = 2;
  private static final String BROKEN = "the hook broke: see the log";

  private final Delivery delivery;
  private final HookRules.Limits limits;
  private final HookTimers timers;
  private final Function<Delivery, Attempt> begin;
  private final Owner owner;
  private final long begunNanos;
  private final List<Attempt> running = new ArrayList<>();
  private final List<HookTimers.Pending> timing = new ArrayList<>();
  private HookTimers.Pending next = () -> {};
  private int attempts;
  private int failed;
  private String note = "";
  private boolean refused;
  private boolean ended;

  /** Hears of it. */
  interface Owner {
    /** The other side took it. */
    void taken(Task task, String note);

    /** An attempt failed; another will begin. */
    void failed(Task task, Outcome outcome);
  }

  /**
   * Not begun.
   *
   * @param agedMs how old it is already, where another process began it
   */
  Task(
      Delivery delivery,
      long agedMs,
      HookRules.Limits limits,
      HookTimers timers,
      Function<Delivery, Attempt> begin,
      Owner owner) {
    this.delivery = delivery;
    this.limits = limits;
    this.timers = timers;
    this.begin = begin;
    this.owner = owner;
    this.begunNanos = timers.nanos() - agedMs * 1_000_000L;
  }

  Delivery delivery() {
    return delivery;
  }

  int attempts() {
    return attempts;
  }

  /** Whether an attempt has come to an end. */
  boolean wasTried() {
    return failed > 0;
  }

  /** Whether somebody was told that the other side refuses it. */
  boolean wasRefused() {
    return refused;
  }

  void nowRefused() {
    refused = true;
  }

  String note() {
    return note;
  }

  long ageNanos() {
    return timers.nanos() - begunNanos;
  }

  /** Begins an attempt now, beside those that run. */
  void attempt() {
    next.cancel();
    if (ended || running.size() >= MOST_AT_ONCE) {
      return;
    }
    attempts++;
    Attempt attempt = begun();
    running.add(attempt);
    long limitMs = delivery.restricts() ? limits.restrictMs() : limits.openMs();
    HookTimers.Pending limit = timers.after(limitMs, attempt::abort);
    timing.add(limit);
    if (delivery.restricts() && limits.hedgeMs() > 0 && running.size() < MOST_AT_ONCE) {
      next = timers.after(limits.hedgeMs(), this::attempt);
    }
    attempt
        .outcome()
        .onComplete(
            end -> over(attempt, limit, end.succeeded() ? end.result() : Outcome.failed(BROKEN)));
  }

  /** A hook's own mistake costs an attempt, not the delivery. */
  private Attempt begun() {
    try {
      return begin.apply(delivery);
    } catch (RuntimeException bug) {
      LOG.error("hook {} broke on {}", delivery.hook(), delivery.id(), bug);
      return Ended.with(Outcome.failed(BROKEN));
    }
  }

  /** Stops what runs; {@link #attempt} goes on. */
  void pause() {
    next.cancel();
    timing.forEach(HookTimers.Pending::cancel);
    timing.clear();
    List<Attempt> left = List.copyOf(running);
    running.clear();
    left.forEach(Attempt::abort);
  }

  private void over(Attempt attempt, HookTimers.Pending limit, Outcome outcome) {
    limit.cancel();
    timing.remove(limit);
    if (!running.remove(attempt) || ended) {
      return;
    }
    note = outcome.note();
    if (outcome.kind() == Outcome.Kind.DELIVERED) {
      end();
      owner.taken(this, note);
      return;
    }
    failed++;
    owner.failed(this, outcome);
    if (!ended && running.isEmpty()) {
      next.cancel();
      next = timers.after(pauseMs(outcome.retryAfterMs()), this::attempt);
    }
  }

  private long pauseMs(OptionalLong askedMs) {
    return Schedule.pauseMs(delivery.restricts(), failed, timers.random(), askedMs.orElse(0));
  }

  /** Lets go of it: nothing more begins, and what can be stopped is stopped. */
  void end() {
    if (!ended) {
      ended = true;
      next.cancel();
      timing.forEach(HookTimers.Pending::cancel);
      timing.clear();
      List.copyOf(running).forEach(Attempt::abort);
    }
  }
}

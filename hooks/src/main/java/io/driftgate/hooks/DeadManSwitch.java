package io.driftgate.hooks;

import io.driftgate.core.fact.MarketId;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a venue's dead-man timer from firing, as long as the gate, asked each time, says that a
 * market of the hook may be quoted, and no withdrawal of the hook is owed (semantics §7): a trip
 * sends the cancel and ends the refreshing until that is taken. Nothing disarms it: when it is not
 * refreshed it is left to fire, unless the venue limits how often it may, nothing is quoted any
 * more and the withdrawal was taken.
 *
 * <p>Two refreshes in a row that fail mean that the desk quotes unprotected: its markets are
 * tripped. They are let go after a while, to see whether the venue answers again. Edge loop.
 */
final class DeadManSwitch {
  private static final Logger LOG = LoggerFactory.getLogger(DeadManSwitch.class);

  /** From the loss of a protection to the next try. */
  static final long LOST_MS = 30_000;

  private static final int MOST_FAILURES = 2;

  private final HookRules rules;
  private final DeadMan deadMan;
  private final HookTimers timers;
  private final Standing standing;
  private final BooleanSupplier owes;
  private final HookListener listener;
  private HookTimers.Pending next = () -> {};
  private HookTimers.Pending trial = () -> {};
  private Optional<Attempt> running = Optional.empty();
  private int failures;
  private boolean lost;
  private boolean armed;
  private boolean asking;
  private boolean ended;

  /**
   * One that has not begun.
   *
   * @param owes whether a withdrawal of this hook has not been taken yet
   */
  DeadManSwitch(
      HookRules rules,
      DeadMan deadMan,
      HookTimers timers,
      Standing standing,
      BooleanSupplier owes,
      HookListener listener) {
    this.rules = rules;
    this.deadMan = deadMan;
    this.timers = timers;
    this.standing = standing;
    this.owes = owes;
    this.listener = listener;
  }

  /** From now on. */
  void begin() {
    turn();
  }

  /** Lets go of its connection; the timer is left to fire. After {@link #end}. */
  Future<Void> close() {
    return deadMan.close();
  }

  boolean concerns(MarketId market) {
    return rules.markets().sees(market.value());
  }

  /** A market of the hook moved: what may be quoted now is looked at now. */
  void moved() {
    if (!ended && !armed) {
      ask();
    }
  }

  private void turn() {
    if (!ended) {
      next = timers.after(deadMan.periodMs(), this::turn);
      ask();
    }
  }

  private void ask() {
    if (asking || running.isPresent()) {
      return;
    }
    asking = true;
    standing
        .anyMayBeQuoted(rules.markets())
        .onComplete(
            answer -> {
              asking = false;
              if (!ended && answer.succeeded()) {
                armed = armed && answer.result();
                if (answer.result() && !owes.getAsBoolean()) {
                  refresh();
                }
              }
            });
  }

  private void refresh() {
    Attempt attempt = begun();
    running = Optional.of(attempt);
    HookTimers.Pending limit = timers.after(Math.max(1, deadMan.periodMs() - 1), attempt::abort);
    attempt
        .outcome()
        .onSuccess(
            outcome -> {
              limit.cancel();
              running = Optional.empty();
              if (!ended) {
                refreshed(outcome);
              }
            });
  }

  /** A hook's own mistake counts as a refresh that failed. */
  private Attempt begun() {
    try {
      return deadMan.refresh();
    } catch (RuntimeException bug) {
      LOG.error("the dead-man timer of hook {} broke", rules.id(), bug);
      return Ended.with(Outcome.failed("it broke: see the log"));
    }
  }

  private void refreshed(Outcome outcome) {
    if (outcome.kind() == Outcome.Kind.DELIVERED) {
      failures = 0;
      armed = true;
    } else {
      failures++;
      if (failures >= MOST_FAILURES && !lost) {
        lose(outcome.note());
      }
    }
  }

  private void lose(String why) {
    lost = true;
    armed = false;
    listener.protection(rules.id(), rules.markets(), false, why);
    trial =
        timers.after(
            LOST_MS,
            () -> {
              lost = false;
              failures = MOST_FAILURES - 1;
              listener.protection(rules.id(), rules.markets(), true, "");
            });
  }

  /**
   * The other side has taken a withdrawal. Where the venue limits how often the timer may fire it
   * is disarmed then, by a gate that is alive and has judged.
   */
  void withdrawn() {
    standing
        .anyMayBeQuoted(rules.markets())
        .onSuccess(
            quoted -> {
              if (!ended && !quoted && !owes.getAsBoolean()) {
                armed = false;
                deadMan.standDown(Outcome.delivered(""));
              }
            });
  }

  /** Whether the last refresh was taken, and nothing has spoken against it since. */
  boolean isArmed() {
    return armed;
  }

  /** Refreshes no more; the timer is left to fire. What was lost is no longer this one's to say. */
  void end() {
    ended = true;
    if (lost) {
      listener.protection(rules.id(), rules.markets(), true, "");
    }
    next.cancel();
    trial.cancel();
    running.ifPresent(Attempt::abort);
  }
}

package io.driftgate.hooks.hyperliquid;

import io.driftgate.hooks.Attempt;
import io.driftgate.hooks.DeadMan;
import io.driftgate.hooks.Outcome;
import io.driftgate.hooks.http.Rhythm;
import io.driftgate.hooks.http.Settled;
import io.driftgate.hooks.http.Step;
import io.driftgate.hooks.http.VenueDeadMan;
import io.driftgate.hooks.http.VenueLine;
import io.driftgate.hooks.http.VenueRequest;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * {@code scheduleCancel}: everything the account has in the book is cancelled at a time to come,
 * stops too. The venue lets that happen ten times a day (UTC); times that have passed are counted
 * here since the process began, and when they are used up a refresh fails. Edge loop.
 */
public final class HyperliquidDeadMan implements DeadMan {
  private static final int TRIGGERS_A_DAY = 10;
  private static final long DAY_MS = 86_400_000;

  private final VenueLine line;
  private final HyperliquidSettings.Timer timer;
  private final Signer signer;
  private final DeadMan refreshes;

  private long scheduledMs;
  private long triggerDay;
  private int triggers;

  /** Signs an action at a time. */
  interface Signer {
    VenueRequest signed(HyperliquidAction action, long nowMs);
  }

  HyperliquidDeadMan(
      VenueLine line, HyperliquidSettings.Timer timer, Signer signer, LongSupplier nanos) {
    this.line = line;
    this.timer = timer;
    this.signer = signer;
    Rhythm rhythm = timer.rhythm();
    this.refreshes = new VenueDeadMan(line, rhythm, this::schedule, nanos);
  }

  @Override
  public Attempt refresh() {
    countPassed();
    return triggers < TRIGGERS_A_DAY
        ? refreshes.refresh()
        : Settled.with(Outcome.failed("the day's " + TRIGGERS_A_DAY + " triggers are used up"));
  }

  @Override
  public Optional<Attempt> standDown(Outcome cancelled) {
    return Optional.of(
        cancelled.kind() == Outcome.Kind.DELIVERED
            ? line.begin(takeBack())
            : Settled.with(Outcome.failed("nothing says that the quotes are gone")));
  }

  private Step takeBack() {
    return Step.ask(
        nowMs -> signer.signed(new HyperliquidAction.Unschedule(), nowMs),
        answer -> {
          Outcome outcome = HyperliquidAnswers.scheduled(answer);
          if (outcome.kind() == Outcome.Kind.DELIVERED) {
            scheduledMs = 0;
          }
          return Step.done(outcome);
        });
  }

  @Override
  public long periodMs() {
    return refreshes.periodMs();
  }

  @Override
  public long timeoutMs() {
    return refreshes.timeoutMs();
  }

  /** Counts from when it is written: an answer that is lost does not say that it was not set. */
  private Step schedule() {
    return Step.ask(
        nowMs -> {
          TriggerTime time = TriggerTime.after(nowMs, timer.ahead());
          scheduledMs = Math.max(scheduledMs, time.ms());
          return signer.signed(new HyperliquidAction.ScheduleCancel(time), nowMs);
        },
        answer -> Step.done(HyperliquidAnswers.scheduled(answer)));
  }

  private void countPassed() {
    long nowMs = line.clock().nowMs();
    if (nowMs / DAY_MS != triggerDay) {
      triggerDay = nowMs / DAY_MS;
      triggers = 0;
    }
    if (scheduledMs > 0 && nowMs >= scheduledMs) {
      scheduledMs = 0;
      triggers++;
    }
  }
}

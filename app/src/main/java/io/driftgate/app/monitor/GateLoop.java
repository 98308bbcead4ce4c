package io.driftgate.app.monitor;

import io.driftgate.core.GateInputs;
import io.driftgate.core.fact.ClientIdentified;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.HeaderFetched;
import io.driftgate.core.fact.KeepAlive;
import io.driftgate.core.fact.LivenessObserved;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.PushChanged;
import io.driftgate.core.fact.RollupObserved;
import io.driftgate.core.fact.Stamp;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the core on one event loop: hands it every input, calls it at its next deadline, and is
 * the only place where its exceptions are caught. After one nothing is handed in or granted any
 * more; the process ends.
 *
 * <p>All methods on the gate loop.
 */
final class GateLoop implements GateInputs {
  private static final Logger LOG = LoggerFactory.getLogger(GateLoop.class);
  private static final long SAY_EVERY_NANOS = 10_000_000_000L;

  /** Classes are loaded on the loop meanwhile, and nothing that it could hold up is open. */
  private static final long STARTING_NANOS = 10_000_000_000L;

  private final GateInputs core;
  private final LongSupplier nextDeadlineNanos;
  private final Supplier<Stamp> clock;
  private final LoopTimer timer;
  private final long gapNanos;
  private final Consumer<Throwable> onCrash;
  private final Alarm alarm;
  private final StallMeter stalls = new StallMeter();
  private LoopTimer.Pending nextCall = () -> {};
  private long startedNanos;
  private long seenNanos;
  private boolean broken;
  private long unsaidStalls;
  private boolean everSaidStall;
  private long saidStallNanos;

  /**
   * Not started.
   *
   * @param nextDeadlineNanos the core's, {@link Alarm#NEVER} for none
   * @param gapNanos a quarter of the lease: after a longer silence of the loop the core judges anew
   *     before it is handed anything (semantics §7)
   * @param onCrash called once, with what the core threw
   */
  GateLoop(
      GateInputs core,
      LongSupplier nextDeadlineNanos,
      Supplier<Stamp> clock,
      LoopTimer timer,
      long gapNanos,
      Consumer<Throwable> onCrash) {
    this.core = core;
    this.nextDeadlineNanos = nextDeadlineNanos;
    this.clock = clock;
    this.timer = timer;
    this.gapNanos = gapNanos;
    this.onCrash = onCrash;
    this.alarm = new Alarm(timer, this::onDeadline);
    this.seenNanos = clock.get().nanos();
  }

  /** Sets the first deadline and begins to measure the loop. */
  void start() {
    startedNanos = clock.get().nanos();
    seenNanos = startedNanos;
    stalls.start(seenNanos);
    nextCall = timer.after(StallMeter.PERIOD_NANOS, this::onPeriod);
    step(() -> {});
  }

  /** Nothing is called any more; the core stays readable. */
  void stop() {
    alarm.cancel();
    nextCall.cancel();
  }

  /**
   * Reads the clock and lets the core apply what is due, so that whoever speaks next speaks for
   * now.
   *
   * @throws IllegalStateException when the core has crashed: nothing may be granted
   */
  Stamp judge() {
    Stamp now = step(() -> {});
    if (broken) {
      throw new IllegalStateException("the gate has crashed and grants nothing");
    }
    return now;
  }

  /** How late the loop came to due calls, in microseconds. */
  Histogram stallMicros() {
    return stalls.copy();
  }

  private void tickIfDue(Stamp now) {
    if (isDue(nextDeadlineNanos.getAsLong(), now)) {
      core.onTick(now);
    }
  }

  private static boolean isDue(long deadlineNanos, Stamp now) {
    return deadlineNanos != Alarm.NEVER && deadlineNanos - now.nanos() <= 0;
  }

  private void onDeadline(long setToNanos) {
    step(() -> {});
  }

  private void onPeriod() {
    long nowNanos = clock.get().nanos();
    long lateNanos = stalls.called(nowNanos);
    if (lateNanos > gapNanos && nowNanos - startedNanos > STARTING_NANOS) {
      sayStall(nowNanos, lateNanos);
    }
    step(() -> {});
    nextCall = broken ? () -> {} : timer.after(StallMeter.PERIOD_NANOS, this::onPeriod);
  }

  /** A machine without air stalls many times a second; one line in ten seconds tells as much. */
  private void sayStall(long nowNanos, long lateNanos) {
    unsaidStalls++;
    if (everSaidStall && nowNanos - saidStallNanos < SAY_EVERY_NANOS) {
      return;
    }
    LOG.warn(
        "the gate loop stood still for {} ms; it judges anew ({} times since last said)",
        lateNanos / 1_000_000,
        unsaidStalls);
    unsaidStalls = 0;
    everSaidStall = true;
    saidStallNanos = nowNanos;
  }

  /** The loop boundary: whatever the core throws is a bug, and ends the process closed. */
  Stamp step(Runnable input) {
    Stamp now = clock.get();
    if (broken) {
      return now;
    }
    try {
      if (now.nanos() - seenNanos > gapNanos) {
        core.onTick(now);
      }
      seenNanos = now.nanos();
      input.run();
      tickIfDue(now);
      setAlarm(now);
    } catch (Throwable bug) {
      crash(bug);
    }
    return now;
  }

  private void setAlarm(Stamp now) {
    long deadlineNanos = nextDeadlineNanos.getAsLong();
    boolean stillDue = isDue(deadlineNanos, now);
    alarm.ringBy(stillDue ? now.nanos() + Alarm.MIN_PAUSE_NANOS : deadlineNanos, now.nanos());
  }

  /** Stops the core for good; also for bugs of those who share its loop. */
  void crash(Throwable bug) {
    if (!broken) {
      broken = true;
      stop();
      onCrash.accept(bug);
    }
  }

  @Override
  public void onHead(HeadObserved fact) {
    step(() -> core.onHead(fact));
  }

  @Override
  public void onFailure(ProbeFailed fact) {
    step(() -> core.onFailure(fact));
  }

  @Override
  public void onPush(PushChanged fact) {
    step(() -> core.onPush(fact));
  }

  @Override
  public void onHeader(HeaderFetched fact) {
    step(() -> core.onHeader(fact));
  }

  @Override
  public void onRollup(RollupObserved fact) {
    step(() -> core.onRollup(fact));
  }

  @Override
  public void onLiveness(LivenessObserved fact) {
    step(() -> core.onLiveness(fact));
  }

  @Override
  public void onKeepAlive(KeepAlive fact) {
    step(() -> core.onKeepAlive(fact));
  }

  @Override
  public void onClient(ClientIdentified fact) {
    step(() -> core.onClient(fact));
  }

  @Override
  public void onTick(Stamp now) {
    step(() -> core.onTick(now));
  }
}

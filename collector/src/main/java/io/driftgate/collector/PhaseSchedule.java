package io.driftgate.collector;

import io.driftgate.collector.transport.Loop;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.Stamp;
import java.util.function.Supplier;

/** Polls when a {@link PhasePlan} says so, but for what a failing node is spared. */
final class PhaseSchedule implements PollSchedule, FleetPulse.Listener {
  private final Loop loop;
  private final Supplier<Stamp> clock;
  private final PhasePlan plan;
  private final PollPause pause;
  private final Counters counters;
  private final NodePoll poll;
  private final long evenNanos;
  private long timer;
  private boolean stopped;

  PhaseSchedule(
      Loop loop,
      Supplier<Stamp> clock,
      NodeEndpoint node,
      PollPause pause,
      Counters counters,
      NodePoll poll) {
    this.loop = loop;
    this.clock = clock;
    this.pause = pause;
    this.counters = counters;
    this.poll = poll;
    evenNanos = node.intervalNanos();
    plan = new PhasePlan(evenNanos, node.longestGapNanos(), clock.get().nanos());
  }

  @Override
  public void start(long firstNanos) {
    timer = loop.after(firstNanos, this::onTimer);
  }

  @Override
  public void stop() {
    stopped = true;
    loop.cancel(timer);
  }

  @Override
  public void pollNow() {
    if (plan.affords(clock.get().nanos())) {
      loop.cancel(timer);
      onTimer();
    }
  }

  @Override
  public void showed(HeadObserved fact) {
    plan.showed(fact.head().height(), fact.head().timestampMs(), fact.received());
    arm();
  }

  @Override
  public void fleetShowed(long timestampMs, long nanos) {
    plan.fleetShowed(timestampMs, nanos);
    arm();
  }

  private void onTimer() {
    long now = clock.get().nanos();
    if (!pause.isOver(now)) {
      counters.sparedPoll();
      after(evenNanos);
      return;
    }
    if (poll.isBusy()) {
      after(evenNanos); // its answer comes first, and arms anew
      return;
    }
    plan.polled(now);
    poll.poll();
    arm();
  }

  private void arm() {
    long now = clock.get().nanos();
    after(plan.nextNanos(now) - now);
  }

  private void after(long nanos) {
    loop.cancel(timer);
    if (!stopped) {
      timer = loop.after(nanos, this::onTimer);
    }
  }
}

package io.driftgate.collector;

import io.driftgate.collector.transport.Loop;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.Stamp;
import java.util.function.Supplier;

/**
 * Polls at a fixed rate, but for those polls that a failing node is spared. A turn that the loop
 * came to an interval too late is skipped and counted: made up for, the turns of a stall would come
 * in one burst, at every node at once, and show nothing that one of them does not.
 */
final class EvenSchedule implements PollSchedule {
  private final Loop loop;
  private final Supplier<Stamp> clock;
  private final long intervalNanos;
  private final PollPause pause;
  private final Counters counters;
  private final NodePoll poll;
  private long timer;
  private long dueNanos;

  EvenSchedule(
      Loop loop,
      Supplier<Stamp> clock,
      long intervalNanos,
      PollPause pause,
      Counters counters,
      NodePoll poll) {
    this.loop = loop;
    this.clock = clock;
    this.intervalNanos = intervalNanos;
    this.pause = pause;
    this.counters = counters;
    this.poll = poll;
  }

  @Override
  public void start(long firstNanos) {
    dueNanos = clock.get().nanos() + firstNanos;
    timer = loop.after(firstNanos, this::onTurn);
  }

  private void onTurn() {
    long nowNanos = clock.get().nanos();
    long missed = Math.max(0, nowNanos - dueNanos) / intervalNanos;
    for (long i = 0; i < missed; i++) {
      counters.skippedPoll();
    }
    dueNanos += (missed + 1) * intervalNanos;
    timer = loop.after(dueNanos - nowNanos, this::onTurn);
    pollNow();
  }

  @Override
  public void stop() {
    loop.cancel(timer);
  }

  @Override
  public void pollNow() {
    if (pause.isOver(clock.get().nanos())) {
      poll.poll();
    } else {
      counters.sparedPoll();
    }
  }

  @Override
  public void showed(HeadObserved fact) {}
}

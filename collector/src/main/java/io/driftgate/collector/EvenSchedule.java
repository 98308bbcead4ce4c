package io.driftgate.collector;

import io.driftgate.collector.transport.Loop;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.Stamp;
import java.util.function.Supplier;

/** Polls at a fixed rate, but for those polls that a failing node is spared. */
final class EvenSchedule implements PollSchedule {
  private final Loop loop;
  private final Supplier<Stamp> clock;
  private final long intervalNanos;
  private final PollPause pause;
  private final Counters counters;
  private final NodePoll poll;
  private long timer;

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
    timer = loop.every(firstNanos, intervalNanos, this::pollNow);
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

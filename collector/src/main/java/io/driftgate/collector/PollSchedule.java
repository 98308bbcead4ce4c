package io.driftgate.collector;

import io.driftgate.collector.transport.Loop;
import io.driftgate.core.fact.Stamp;
import java.util.function.Supplier;

/**
 * When a node is polled: at a fixed rate, but for those polls that a failing node is spared. Lives
 * on the loop.
 */
final class PollSchedule {
  private final Loop loop;
  private final Supplier<Stamp> clock;
  private final long intervalNanos;
  private final Counters counters;
  private final NodePoll poll;
  private final PollPause pause;
  private long timer;

  PollSchedule(
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

  void start(long firstNanos) {
    timer = loop.every(firstNanos, intervalNanos, this::pollNow);
  }

  void stop() {
    loop.cancel(timer);
  }

  /** Polls, unless it is spared. */
  void pollNow() {
    if (pause.isOver(clock.get().nanos())) {
      poll.poll();
    } else {
      counters.sparedPoll();
    }
  }
}

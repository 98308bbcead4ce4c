package io.driftgate.collector;

import io.driftgate.collector.transport.Loop;
import io.driftgate.core.fact.Stamp;
import java.util.function.Supplier;

/**
 * Polls a node because there is something new: at once, or when the poll that is under way has
 * ended, which may have asked too early. However often it is told so, at least {@value #MIN_GAP_MS}
 * ms lie between two such polls. Lives on the loop.
 */
final class NewsPolls {
  private static final long MIN_GAP_MS = 50;
  private static final long NANOS_PER_MS = 1_000_000;

  private final Loop loop;
  private final Supplier<Stamp> clock;
  private final NodePoll poll;
  private final PollSchedule schedule;
  private long timer;
  private boolean coming;
  private long lastNanos;

  NewsPolls(Loop loop, Supplier<Stamp> clock, NodePoll poll, PollSchedule schedule) {
    this.loop = loop;
    this.clock = clock;
    this.poll = poll;
    this.schedule = schedule;
    this.lastNanos = clock.get().nanos() - MIN_GAP_MS * NANOS_PER_MS;
  }

  /** There is something new. */
  void news() {
    if (coming) {
      return;
    }
    coming = true;
    long gap = lastNanos + MIN_GAP_MS * NANOS_PER_MS - clock.get().nanos();
    if (gap <= 0) {
      pollNow();
    } else {
      timer = loop.after(gap, this::pollNow);
    }
  }

  void stop() {
    loop.cancel(timer);
  }

  private void pollNow() {
    coming = false;
    lastNanos = clock.get().nanos();
    poll.afterwards(schedule::pollNow);
  }
}

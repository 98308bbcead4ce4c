package io.driftgate.simulator.virtual;

import java.util.PriorityQueue;

/** What is to happen and when; what is due at one instant happens in the order it was set down. */
final class Timeline {
  private record Event(long atNanos, long order, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(atNanos, other.atNanos);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long nowNanos;
  private long order;

  Timeline(long originNanos) {
    nowNanos = originNanos;
  }

  long nowNanos() {
    return nowNanos;
  }

  /** Never earlier than now. */
  void at(long nanos, Runnable action) {
    events.add(new Event(Math.max(nanos, nowNanos), order++, action));
  }

  void in(long nanos, Runnable action) {
    at(nowNanos + nanos, action);
  }

  /** Lets the next thing happen unless it lies past the end; returns whether one did. */
  boolean advance(long endNanos) {
    Event next = events.peek();
    if (next == null || next.atNanos > endNanos) {
      return false;
    }
    events.poll();
    nowNanos = next.atNanos;
    next.action.run();
    return true;
  }
}

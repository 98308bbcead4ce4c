package io.driftgate.hooks;

import java.util.PriorityQueue;

/** Time that passes when a test says so. */
final class VirtualTimers implements HookTimers {
  private static final long NANOS_PER_MS = 1_000_000L;

  private final PriorityQueue<Due> due = new PriorityQueue<>();
  private long nowMs = 1_000_000;
  private long count;

  private static final class Due implements Comparable<Due> {
    private final long atMs;
    private final long order;
    private final Runnable task;

    Due(long atMs, long order, Runnable task) {
      this.atMs = atMs;
      this.order = order;
      this.task = task;
    }

    @Override
    public int compareTo(Due other) {
      return atMs != other.atMs ? Long.compare(atMs, other.atMs) : Long.compare(order, other.order);
    }
  }

  @Override
  public long nanos() {
    return nowMs * NANOS_PER_MS;
  }

  @Override
  public long wallMs() {
    return nowMs;
  }

  @Override
  public Pending after(long delayMs, Runnable task) {
    Due one = new Due(nowMs + delayMs, count++, task);
    due.add(one);
    return () -> due.remove(one);
  }

  @Override
  public double random() {
    return 0;
  }

  /** Lets so much time pass. */
  void pass(long ms) {
    long endMs = nowMs + ms;
    while (!due.isEmpty() && due.peek().atMs <= endMs) {
      Due next = due.remove();
      nowMs = next.atMs;
      next.task.run();
    }
    nowMs = endMs;
  }

  /** What has not come yet. */
  int set() {
    return due.size();
  }
}

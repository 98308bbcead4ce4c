package io.driftgate.collector.transport;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * The one event loop that the collector lives on, with its timers. Created on it; every method is
 * called on it.
 *
 * <p>The thread is compared, not the context: Vert.x hands handlers duplicates of the context they
 * were set on.
 */
public final class Loop {
  private static final long NANOS_PER_MS = 1_000_000;

  private final Vertx vertx;
  private final Context context;
  private final Thread thread;

  private Loop(Vertx vertx, Context context, Thread thread) {
    this.vertx = vertx;
    this.context = context;
    this.thread = thread;
  }

  /**
   * Takes the calling thread for the loop.
   *
   * @throws IllegalArgumentException if the context is not an event loop's
   */
  public static Loop current(Vertx vertx, Context context) {
    if (!context.isEventLoopContext()) {
      throw new IllegalArgumentException("the collector runs on an event loop, not on workers");
    }
    return new Loop(vertx, context, Thread.currentThread());
  }

  /**
   * A call from elsewhere would race silently, so it is refused loudly.
   *
   * @throws IllegalStateException off the loop
   */
  public void check() {
    if (Thread.currentThread() != thread) {
      throw new IllegalStateException("called on " + Thread.currentThread() + ", not on " + thread);
    }
  }

  /** Runs once, when what is running now has returned. */
  public void next(Runnable action) {
    context.runOnContext(v -> action.run());
  }

  /** Runs once, at the earliest after this long; returns what {@link #cancel} takes. */
  public long after(long nanos, Runnable action) {
    return vertx.setTimer(toMs(nanos), id -> action.run());
  }

  /** Ends a timer; one that has run or ended is left as it is. */
  public void cancel(long timer) {
    vertx.cancelTimer(timer);
  }

  private static long toMs(long nanos) {
    return Math.max(1, (nanos + NANOS_PER_MS - 1) / NANOS_PER_MS);
  }
}

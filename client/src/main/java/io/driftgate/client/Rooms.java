package io.driftgate.client;

import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A desk's threads, all of them daemons, and the lock under which its protocol lives: one thread
 * for time, and a few that may block on the network.
 */
final class Rooms {
  private static final int BLOCKING_PER_GATE = 4;
  private static final long IDLE_SECONDS = 10;
  private static final long AGAIN_MS = 1_000;
  private static final long END_MS = 2_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final ScheduledThreadPoolExecutor timer;
  private final ThreadPoolExecutor blocking;

  Rooms(int gates) {
    timer =
        new ScheduledThreadPoolExecutor(
            1, task -> thread(task, "driftgate-desk"), new ThreadPoolExecutor.DiscardPolicy());
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    timer.setRemoveOnCancelPolicy(true);
    AtomicInteger number = new AtomicInteger();
    blocking =
        new ThreadPoolExecutor(
            0,
            BLOCKING_PER_GATE * gates,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> thread(task, "driftgate-dial-" + number.incrementAndGet()));
  }

  static Thread thread(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Runs it alone. */
  void locked(Runnable task) {
    lock.lock();
    try {
      task.run();
    } finally {
      lock.unlock();
    }
  }

  /** Runs it alone on the thread for time; not at all after the end. */
  void after(long pauseNanos, Runnable task) {
    Future<?> unused =
        timer.schedule(() -> locked(task), Math.max(0, pauseNanos), TimeUnit.NANOSECONDS);
  }

  /** Runs it where it may block. Throws when too much blocks already. */
  Future<?> blocking(Runnable task) {
    return blocking.submit(task);
  }

  /** Ends something on the network, now or when there is a thread for it; after the end, here. */
  void ending(Runnable task) {
    if (blocking.isShutdown()) {
      task.run();
      return;
    }
    try {
      Future<?> unused = blocking.submit(task);
    } catch (RejectedExecutionException e) {
      after(TimeUnit.MILLISECONDS.toNanos(AGAIN_MS), () -> ending(task));
    }
  }

  /** Ends the threads, and waits for them a little. */
  void end() throws InterruptedException {
    timer.shutdownNow();
    blocking.shutdown();
    if (!blocking.awaitTermination(END_MS, TimeUnit.MILLISECONDS)) {
      blocking.shutdownNow();
    }
    timer.awaitTermination(END_MS, TimeUnit.MILLISECONDS);
  }
}

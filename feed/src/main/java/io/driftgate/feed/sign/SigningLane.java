package io.driftgate.feed.sign;

import io.driftgate.feed.desk.Hop;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that signs, and through which everything goes that must not overtake a signed frame:
 * in the order of calls. Its queue is bounded. For any thread.
 */
public final class SigningLane implements Hop, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SigningLane.class);

  /** A transition's frame each, at most: some 60 MB, and seconds of signing. */
  private static final int MAX_WAITING = 65_536;

  private final ThreadPoolExecutor thread;

  /** Its thread starts with the first task. */
  public SigningLane() {
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            task -> {
              Thread named = new Thread(task, "feed-signing");
              named.setDaemon(true);
              return named;
            });
  }

  /**
   * Queues a task.
   *
   * @throws RejectedExecutionException when too much waits; the task is not run
   */
  @Override
  public void run(Runnable task) {
    thread.execute(
        () -> {
          try {
            task.run();
          } catch (RuntimeException e) {
            LOG.error("a task of the signing thread failed; desks will miss a frame", e);
          }
        });
  }

  /** What waits is not done any more. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}

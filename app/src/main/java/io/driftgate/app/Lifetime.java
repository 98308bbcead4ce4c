package io.driftgate.app;

import ch.qos.logback.classic.LoggerContext;
import io.driftgate.app.monitor.ExitCode;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * From start to a clean end. SIGTERM and Ctrl-C stop everything that was begun, the last first, and
 * end the process with 0, or the code that it was given; without this Java would end it with 143,
 * as if it had been killed.
 *
 * <p>Main thread and the JVM's shutdown thread.
 */
final class Lifetime {
  /** Promised are 2 s; the rest is for the JVM. */
  private static final long STOP_MS = 1_800;

  private final Deque<Supplier<Future<?>>> stops = new ArrayDeque<>();
  private final Thread onSignal = new Thread(this::endBySignal, "stop");
  private final int codeOnSignal;

  /** Of what a signal is the usual end of. */
  Lifetime() {
    this(ExitCode.OK);
  }

  /**
   * One that knows what a signal means.
   *
   * @param codeOnSignal how the process ends if everything stopped cleanly
   */
  Lifetime(int codeOnSignal) {
    this.codeOnSignal = codeOnSignal;
    Runtime.getRuntime().addShutdownHook(onSignal);
  }

  /** What has been begun, and how it ends. */
  synchronized void atEnd(Supplier<Future<?>> stop) {
    stops.push(stop);
  }

  /**
   * Waits.
   *
   * @param limitMs before giving up
   */
  static <T> T await(Future<T> future, long limitMs)
      throws ExecutionException, TimeoutException, InterruptedException {
    return future.toCompletionStage().toCompletableFuture().get(limitMs, TimeUnit.MILLISECONDS);
  }

  /** Stops everything now, for a command that ends by itself. */
  int end(int exitCode) {
    try {
      Runtime.getRuntime().removeShutdownHook(onSignal);
    } catch (IllegalStateException signalled) {
      return exitCode; // the other thread is about to end the process
    }
    boolean clean = stopAll();
    flushLogs();
    return clean ? exitCode : Math.max(ExitCode.FAILED, exitCode);
  }

  private void endBySignal() {
    boolean clean = stopAll();
    flushLogs();
    Runtime.getRuntime().halt(clean ? codeOnSignal : ExitCode.FAILED);
  }

  /** The log has a thread of its own, which would take its last lines with it. */
  private static void flushLogs() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
      logs.stop();
    }
  }

  private synchronized boolean stopAll() {
    Future<?> stopped = Future.succeededFuture();
    while (!stops.isEmpty()) {
      Supplier<Future<?>> stop = stops.pop();
      stopped = stopped.transform(before -> stop.get().mapEmpty());
    }
    try {
      await(stopped, STOP_MS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      LoggerFactory.getLogger(Lifetime.class).error("not everything stopped cleanly", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }
}

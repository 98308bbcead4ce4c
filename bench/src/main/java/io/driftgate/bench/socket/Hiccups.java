package io.driftgate.bench.socket;

import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * What the machine itself does to a thread that only wants to sleep for a millisecond: the control
 * beside every figure. One per process.
 */
public final class Hiccups implements AutoCloseable {
  private static final long PERIOD_NANOS = 1_000_000;

  private final Histogram late = Latencies.newHistogram();
  private final Thread thread = new Thread(this::run, "hiccups");
  private volatile boolean closed;

  private Hiccups() {}

  public static Hiccups start() {
    Hiccups hiccups = new Hiccups();
    hiccups.thread.setDaemon(true);
    hiccups.thread.start();
    return hiccups;
  }

  private void run() {
    while (!closed) {
      long beforeNanos = System.nanoTime();
      LockSupport.parkNanos(PERIOD_NANOS);
      long lateNanos = System.nanoTime() - beforeNanos - PERIOD_NANOS;
      late.recordValueWithExpectedInterval(Latencies.clamp(lateNanos), PERIOD_NANOS);
    }
  }

  /** Ends the thread and returns what it saw. */
  public Histogram stop() throws InterruptedException {
    closed = true;
    thread.join();
    return late;
  }

  @Override
  public void close() {
    closed = true;
  }
}

package io.driftgate.bench.desk;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One withdrawal as it reaches the desks. Filled by the desks' thread, awaited by another. */
public final class Wave {
  private final long seq;
  private final long[] readNanos;
  private final CountDownLatch whole = new CountDownLatch(1);
  private int seen;
  private long decisionNanos = -1;
  private int frameBytes;

  Wave(long seq, int desks) {
    this.seq = seq;
    this.readNanos = new long[desks];
  }

  long seq() {
    return seq;
  }

  void read(long nanos, byte[] frame, int from, int length) {
    if (seen == 0) {
      decisionNanos = GateFrame.decisionNanos(frame, from, length);
      frameBytes = length;
    }
    readNanos[seen] = nanos;
    seen++;
    if (seen == readNanos.length) {
      whole.countDown();
    }
  }

  /**
   * When it was read, by {@link System#nanoTime}.
   *
   * @param decisionNanos the gate's own figure, from its stamp to the encoding
   * @param frameBytes of payload
   */
  public record Arrivals(
      long firstNanos, long medianNanos, long lastNanos, long decisionNanos, int frameBytes) {}

  /** Waits for the last desk; empty if it had not read the frame by then. */
  public Optional<Arrivals> await(long timeoutNanos) throws InterruptedException {
    if (!whole.await(timeoutNanos, TimeUnit.NANOSECONDS)) {
      return Optional.empty();
    }
    long[] ascending = readNanos.clone();
    Arrays.sort(ascending);
    int last = ascending.length - 1;
    return Optional.of(
        new Arrivals(
            ascending[0], ascending[last / 2], ascending[last], decisionNanos, frameBytes));
  }
}

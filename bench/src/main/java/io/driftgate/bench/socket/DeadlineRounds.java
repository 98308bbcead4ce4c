package io.driftgate.bench.socket;

import io.driftgate.bench.desk.Wave;
import java.util.OptionalLong;

/**
 * Withdrawals that silence causes. In each round every node shows a new block, the one that
 * completes the quorum at the scheduled instant, and then nothing comes until {@code
 * head.staleness} is exceeded.
 *
 * <p>The bound is exceeded {@link BenchConfig#STALENESS_MS} after the monitor has stamped the
 * deciding head. Its bytes were written a little before, so what is measured is the overshoot plus
 * the way of that head into the monitor: an upper bound.
 */
final class DeadlineRounds {
  static final long PERIOD_NANOS = 600_000_000L;

  private static final long MS = 1_000_000L;
  private static final long BOUND_NANOS = BenchConfig.STALENESS_MS * MS;
  private static final long BEFORE_NANOS = 20 * MS;
  private static final long REST_NANOS = 5 * MS;
  private static final long ARMED_NANOS = BOUND_NANOS - 2 * MS;
  private static final long END_NANOS = 150 * MS;

  private final Fleet fleet;

  DeadlineRounds(Fleet fleet) {
    this.fleet = fleet;
  }

  void play(int rounds, Latencies into) throws InterruptedException {
    long startNanos = System.nanoTime() + 2 * BEFORE_NANOS;
    for (int i = 0; i < rounds; i++) {
      round(startNanos + i * PERIOD_NANOS, into);
    }
  }

  private void round(long dueNanos, Latencies into) throws InterruptedException {
    fleet.nextBlock();
    int deciding = fleet.quorum() - 2;
    Pace.until(dueNanos - BEFORE_NANOS);
    fleet.push(fleet.own());
    fleet.pushAll(0, deciding);
    Pace.until(dueNanos);
    long exceededNanos = fleet.push(deciding) + BOUND_NANOS;
    Pace.until(dueNanos + REST_NANOS);
    fleet.pushAll(deciding + 1, fleet.own());
    Pace.until(dueNanos + ARMED_NANOS);
    OptionalLong open = fleet.desks().open();
    if (open.isEmpty()) {
      into.unarmed();
      return;
    }
    Wave wave = fleet.desks().expect(open.getAsLong() + 1);
    wave.await(exceededNanos + END_NANOS - System.nanoTime())
        .ifPresentOrElse(
            arrivals -> into.record(arrivals, exceededNanos, dueNanos + BOUND_NANOS),
            () -> into.unseen(END_NANOS));
    fleet.desks().rest();
  }
}

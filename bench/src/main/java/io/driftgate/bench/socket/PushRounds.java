package io.driftgate.bench.socket;

import io.driftgate.bench.desk.Wave;
import io.driftgate.bench.desk.Wave.Arrivals;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Withdrawals that a pushed head causes. In each round one node shows a new block, then, at the
 * scheduled instant, a second one: that corroborates it, the market's own node lacks it, and the
 * market trips in the step that reads these bytes. Later the others follow, the own node last, and
 * the market opens again.
 *
 * <p>Rounds come by a fixed schedule, whatever the monitor does.
 */
final class PushRounds {
  /** How the rest of the fleet behaves. */
  enum Style {
    /** It shows the block 40 ms later. */
    SPACED,
    /** It shows the block right behind the deciding one: the gate loop has 47 heads to read. */
    BURST
  }

  static final long SHORTEST_PERIOD_NANOS = 120_000_000L;

  private static final long MS = 1_000_000L;
  private static final long BEFORE_NANOS = 20 * MS;
  private static final long ARMED_NANOS = MS;
  private static final long OTHERS_NANOS = 40 * MS;
  private static final long OWN_NANOS = 60 * MS;
  private static final long END_NANOS = 90 * MS;

  private final Fleet fleet;

  PushRounds(Fleet fleet) {
    this.fleet = fleet;
  }

  /** Plays them; every second one is recorded into each. */
  void play(int rounds, long periodNanos, Latencies spaced, Latencies burst)
      throws InterruptedException {
    long startNanos = System.nanoTime() + 2 * BEFORE_NANOS;
    for (int i = 0; i < rounds; i++) {
      Style style = i % 2 == 0 ? Style.SPACED : Style.BURST;
      round(startNanos + i * periodNanos, style, style == Style.SPACED ? spaced : burst);
    }
  }

  private void round(long dueNanos, Style style, Latencies into) throws InterruptedException {
    fleet.nextBlock();
    Pace.until(dueNanos - BEFORE_NANOS);
    fleet.push(0);
    Pace.until(dueNanos - ARMED_NANOS);
    OptionalLong open = fleet.desks().open();
    Wave wave = fleet.desks().expect(open.orElse(Long.MAX_VALUE - 1) + 1);
    Pace.until(dueNanos);
    long writtenNanos = fleet.push(1);
    if (style == Style.BURST) {
      fleet.pushAll(2, fleet.own());
    }
    await(wave, dueNanos + OTHERS_NANOS);
    fleet.desks().rest();
    Pace.until(dueNanos + OTHERS_NANOS);
    if (style == Style.SPACED) {
      fleet.pushAll(2, fleet.own());
    }
    Pace.until(dueNanos + OWN_NANOS);
    fleet.push(fleet.own());
    if (open.isEmpty()) {
      into.unarmed();
      return;
    }
    await(wave, dueNanos + END_NANOS)
        .ifPresentOrElse(
            arrivals -> into.record(arrivals, writtenNanos, dueNanos),
            () -> into.unseen(END_NANOS));
  }

  private static Optional<Arrivals> await(Wave wave, long untilNanos) throws InterruptedException {
    return wave.await(Math.max(0, untilNanos - System.nanoTime()));
  }
}

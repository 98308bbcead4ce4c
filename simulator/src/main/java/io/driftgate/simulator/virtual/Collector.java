package io.driftgate.simulator.virtual;

import io.driftgate.core.fact.Stamp;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The way into the gate: stamps what is received, each region with a clock of its own, and delivers
 * it. The gate's own region stamps when its process reads; others stamp on arrival, and what they
 * stamped comes a while later.
 */
final class Collector {
  private static final long NANOS_PER_MS = 1_000_000;

  private final Timeline timeline;
  private final long originWallMs;
  private final long gridNanos;
  private final long[] wanNanos;
  private final long[] errorNanos;
  private final long[] wallOffsetMs;
  private final Deque<Delivery> ready = new ArrayDeque<>();
  private long stalledUntilNanos;

  Collector(Timeline timeline, Dice dice, long originWallMs, int regions, long gridNanos) {
    this.timeline = timeline;
    this.originWallMs = originWallMs;
    this.gridNanos = gridNanos;
    wanNanos = new long[regions];
    errorNanos = new long[regions];
    wallOffsetMs = new long[regions];
    for (int i = 1; i < regions; i++) {
      wanNanos[i] = gridNanos > 1 ? 0 : dice.between(1, 150) * NANOS_PER_MS;
      errorNanos[i] = dice.between(0, Math.min(10 * NANOS_PER_MS, wanNanos[i]));
      wallOffsetMs[i] = dice.between(-20, 20);
    }
  }

  /** What a region's clocks show at an instant. */
  Stamp stamp(int region, long nanos) {
    return new Stamp(
        nanos - errorNanos[region],
        originWallMs + wallOffsetMs[region] + Math.floorDiv(nanos, NANOS_PER_MS));
  }

  /** Monotonic time in a region's terms. */
  long localNanos(int region, long nanos) {
    return nanos - errorNanos[region];
  }

  /** Something from a node arrives in its region; one node's messages keep their order. */
  void receive(VirtualNode node, long atNanos, Function<Stamp, Input> made) {
    int region = node.profile().region();
    long received = onGrid(node.inOrder(atNanos));
    timeline.at(
        received + wanNanos[region],
        () -> deliver(() -> made.apply(stamp(region, region == 0 ? now() : received))));
  }

  /** Something that the gate's own process learns now. */
  void tell(Function<Stamp, Input> made) {
    timeline.at(onGrid(now()), () -> deliver(() -> made.apply(stamp(0, now()))));
  }

  private long now() {
    return timeline.nowNanos();
  }

  private long onGrid(long nanos) {
    return -Math.floorDiv(-nanos, gridNanos) * gridNanos;
  }

  private void deliver(Supplier<Input> input) {
    if (now() < stalledUntilNanos) {
      timeline.at(stalledUntilNanos, () -> deliver(input));
    } else {
      ready.add(new Delivery(now(), input.get()));
    }
  }

  /** Nothing is read before that instant. */
  void stallUntil(long nanos) {
    ready.add(new Delivery(now(), new Input.Stall(nanos)));
    stalledUntilNanos = Math.max(stalledUntilNanos, nanos);
  }

  void restart() {
    ready.add(new Delivery(now(), new Input.Restart()));
  }

  /** The wall clock of a region's machine goes to another place. */
  void stepClock(int region, long byMs) {
    wallOffsetMs[region] += byMs;
    if (region == 0) {
      ready.add(new Delivery(now(), new Input.Clock(originWallMs + wallOffsetMs[0])));
    }
  }

  /** Null where nothing is ready. */
  Delivery next() {
    return ready.poll();
  }
}

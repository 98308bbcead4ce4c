package io.driftgate.feed.drill;

import io.driftgate.core.signal.GateSignal;
import io.driftgate.feed.desk.DeskRoom;
import io.driftgate.feed.desk.FeedClock;
import io.driftgate.feed.frame.TransitionJson;
import io.driftgate.feed.frame.WireFrame;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Withdraws an internal market, and measures until a subscriber on loopback has it (semantics §7):
 * decision, encoding, the hop to a room of desks, the buffer, the kernel both ways. What it passes
 * by is the walk over the room's desks, TLS, and signatures.
 */
public final class Drill {
  private static final Logger LOG = LoggerFactory.getLogger(Drill.class);

  private final DeskRoom room;
  private final FeedClock clock;
  private final long leaseMs;
  private final LongConsumer took;
  private final Supplier<DrillLine> lines;
  private final DrillGate gate = new DrillGate();
  private DrillLine line;
  private long sentNanos;

  /**
   * Not begun.
   *
   * @param loop of {@code room}
   * @param took is told how many nanoseconds each took, on that loop
   */
  public Drill(
      Vertx vertx, Context loop, DeskRoom room, FeedClock clock, long leaseMs, LongConsumer took) {
    this.room = room;
    this.clock = clock;
    this.leaseMs = leaseMs;
    this.took = took;
    this.lines = () -> new DrillLine(vertx, loop);
    this.line = lines.get();
  }

  /** One drill; the first of a line only opens it. To be called on the gate loop. */
  public void run() {
    gate.open();
    long begunNanos = clock.nanos();
    GateSignal signal = gate.withdraw();
    long decisionNanos = clock.nanos() - begunNanos;
    WireFrame frame = WireFrame.text(TransitionJson.frame(signal, leaseMs, decisionNanos));
    room.run(() -> send(frame, begunNanos));
  }

  private void send(WireFrame frame, long begunNanos) {
    if (line.isWaiting() && begunNanos - sentNanos <= TimeUnit.MILLISECONDS.toNanos(leaseMs)) {
      return;
    }
    if (line.isWaiting()) {
      LOG.warn("a drill's withdrawal never came through; its connection is made anew");
      line.close();
      line = lines.get();
    }
    if (line.isOpen()) {
      sentNanos = begunNanos;
      line.send(room.buffer(frame), () -> arrived(begunNanos));
    } else {
      line.open();
    }
  }

  private void arrived(long begunNanos) {
    long tookNanos = clock.nanos() - begunNanos;
    took.accept(tookNanos);
    if (tookNanos > TimeUnit.MILLISECONDS.toNanos(leaseMs)) {
      LOG.warn(
          "a drill's withdrawal took {} ms, longer than the lease of {} ms",
          TimeUnit.NANOSECONDS.toMillis(tookNanos),
          leaseMs);
    }
  }

  /** No drill comes any more. */
  public void stop() {
    room.run(() -> line.close());
  }
}

package io.driftgate.feed.desk;

import io.driftgate.core.fact.MarketGlobs;
import io.driftgate.feed.frame.WireFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The desks of one server loop. The gate loop hands it frames with {@link #run}, one hop for all
 * its desks; everything else is called on its loop only.
 *
 * <p>The bytes of a frame are put into one direct buffer for the room. The first frame of a loop
 * turn is handed to the kernel desk by desk at once; of those that follow within the same turn each
 * desk's socket is given a duplicate, and they are flushed together at its end, since a write call
 * costs more than all the rest.
 */
public final class DeskRoom {
  private static final Logger LOG = LoggerFactory.getLogger(DeskRoom.class);
  private static final long MAX_UNFLUSHED_BYTES = 65_536;

  /** Desks in one task: about a millisecond of closing them. */
  private static final int SLICE = 32;

  private final Hop loop;
  private final Hop laterOnLoop;
  private final GateSide gate;
  private final DeskRules rules;
  private final FeedClock clock;
  private final FeedCounts counts;
  private final ByteBufAllocator allocator;
  private final List<Desk> desks = new ArrayList<>();
  private Optional<Farewell> last = Optional.empty();
  private Subscription subscribed =
      new Subscription(MarketGlobs.ALL, Set.of(FeedStream.GATE), Audience.UNSIGNED);
  private boolean inTurn;
  private long tickedNanos;
  private long stalledNanos;
  private long unflushedBytes;
  private long pendingBytes;

  /**
   * An empty room.
   *
   * @param loop to the loop, at once when already there
   * @param laterOnLoop to the end of the loop's current turn
   */
  public DeskRoom(
      Hop loop,
      Hop laterOnLoop,
      GateSide gate,
      DeskRules rules,
      FeedClock clock,
      FeedCounts counts,
      ByteBufAllocator allocator) {
    this.loop = loop;
    this.laterOnLoop = laterOnLoop;
    this.gate = gate;
    this.rules = rules;
    this.clock = clock;
    this.counts = counts;
    this.allocator = allocator;
    this.tickedNanos = clock.nanos();
  }

  /** Runs on the room's loop, in the order of calls. The only method for other threads. */
  public void run(Runnable task) {
    loop.run(task);
  }

  /**
   * A connection was accepted.
   *
   * @param hello its first frame, once it is let in
   * @param pass what it is let in with; empty: its first frame must be {@code auth}
   * @param gatekeeper judges that frame's token
   */
  public Desk enter(
      DeskSocket socket, WireFrame hello, Optional<Pass> pass, Gatekeeper gatekeeper) {
    Desk desk = new Desk(this, socket, hello, gatekeeper);
    desks.add(desk);
    pass.ifPresent(desk::admit);
    last.ifPresent(desk::onFarewell);
    return desk;
  }

  /** A connection has ended. Deferred, since the list may be being walked. */
  public void left(Desk desk) {
    laterOnLoop.run(
        () -> {
          desk.onClosed();
          if (desks.remove(desk) && desks.isEmpty()) {
            last.ifPresent(farewell -> farewell.gone().run());
          }
        });
  }

  /** How many are connected. */
  public int size() {
    return desks.size();
  }

  /** News of a market. */
  public void about(String market, WireFrame frame, Audience audience) {
    deliver(frame, desk -> desk.hearsOf(market, audience));
  }

  /** The gate is alive. */
  public void heartbeat(WireFrame frame, Audience audience) {
    deliver(frame, desk -> desk.hearsTheGate(audience));
  }

  /** So much waits for signatures that frames were dropped: those who wait for them are closed. */
  public void endSigned() {
    each(
        desk -> {
          if (desk.isOf(Audience.SIGNED)) {
            desk.onUnsigned();
          }
        });
  }

  private void deliver(WireFrame frame, Predicate<Desk> to) {
    boolean first = !inTurn;
    ByteBuf shared = buffer(frame);
    try {
      each(
          desk -> {
            if (to.test(desk)) {
              if (first) {
                desk.deliver(shared);
              } else {
                desk.queue(shared.retainedDuplicate());
              }
            }
          });
    } finally {
      shared.release();
    }
    if (first) {
      inTurn = true;
      laterOnLoop.run(this::endTurn);
    } else {
      unflushed(frame.length());
    }
  }

  private void unflushed(int bytes) {
    unflushedBytes += bytes;
    if (unflushedBytes > MAX_UNFLUSHED_BYTES) {
      flushAll();
    }
  }

  private void endTurn() {
    inTurn = false;
    if (unflushedBytes > 0) {
      flushAll();
    }
  }

  private void flushAll() {
    unflushedBytes = 0;
    each(Desk::flush);
  }

  /** New telemetry, or time to go on with what is unsent. */
  public void telemetry(TelemetryRound round) {
    inSlices(0, desk -> desk.onTelemetry(round));
  }

  /** To be called several times a lease. */
  public void tick() {
    long clocked = clock.nanos();
    stalledNanos += Math.max(0, clocked - tickedNanos - rules.stallNanos());
    tickedNanos = clocked;
    long now = nowNanos();
    inSlices(0, desk -> desk.onTick(now));
    measurePending();
  }

  /**
   * What may be late by a turn: so many desks that are closed, pinged or told telemetry at once do
   * not hold up a gate frame. Whoever moves up meanwhile, since another has left, is left out.
   */
  private void inSlices(int from, Consumer<Desk> what) {
    int to = Math.min(from + SLICE, desks.size());
    for (int i = from; i < to; i++) {
      guarded(desks.get(i), what);
    }
    if (to < desks.size()) {
      laterOnLoop.run(() -> inSlices(to, what));
    }
  }

  private void measurePending() {
    long sum = 0;
    long most = 0;
    for (Desk desk : desks) {
      long pending = desk.pendingBytes();
      sum += pending;
      most = Math.max(most, pending);
    }
    counts.pending(sum - pendingBytes, most);
    pendingBytes = sum;
  }

  /**
   * The last frame and the close, for whoever still comes and for everyone here but those with
   * signed frames on their way.
   */
  public void farewell(Farewell farewell) {
    last = Optional.of(farewell);
    say(farewell, Audience.UNSIGNED);
    if (desks.isEmpty()) {
      farewell.gone().run();
    }
  }

  /** The same for the others, behind their last signed frame. */
  public void farewellToSigned() {
    last.ifPresent(farewell -> say(farewell, Audience.SIGNED));
  }

  private void say(Farewell farewell, Audience audience) {
    each(
        desk -> {
          if (desk.isOf(audience)) {
            desk.onFarewell(farewell);
          }
        });
  }

  /** Drops every connection that is still there. */
  public void endAll() {
    each(Desk::end);
  }

  /** A desk's own boundary: what breaks for one must not keep the others from their frame. */
  private void each(Consumer<Desk> what) {
    for (Desk desk : desks) {
      guarded(desk, what);
    }
  }

  private static void guarded(Desk desk, Consumer<Desk> what) {
    try {
      what.accept(desk);
    } catch (RuntimeException e) {
      LOG.error("a desk failed; its connection is ended", e);
      desk.end();
    }
  }

  /** A frame's bytes, which the caller owns. */
  public ByteBuf buffer(WireFrame frame) {
    return frame.toBuffer(allocator);
  }

  /**
   * The same subscription, as an object that desks share which ask for the same in a row: a fan-out
   * looks at each desk's.
   */
  Subscription shared(Subscription asked) {
    if (!subscribed.equals(asked)) {
      subscribed = asked;
    }
    return subscribed;
  }

  GateSide gate() {
    return gate;
  }

  DeskRules rules() {
    return rules;
  }

  FeedCounts counts() {
    return counts;
  }

  /** Time by which desks are judged: while the loop stood still nobody could be heard or served. */
  long nowNanos() {
    return clock.nanos() - stalledNanos;
  }

  long wallMs() {
    return clock.wallMs();
  }
}

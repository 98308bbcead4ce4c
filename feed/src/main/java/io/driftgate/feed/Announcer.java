package io.driftgate.feed;

import io.driftgate.core.GateView;
import io.driftgate.core.SignalListener;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.feed.desk.Desk;
import io.driftgate.feed.desk.DeskRoom;
import io.driftgate.feed.desk.FeedClock;
import io.driftgate.feed.desk.FeedStream;
import io.driftgate.feed.desk.GateSide;
import io.driftgate.feed.desk.Hop;
import io.driftgate.feed.desk.Snapshot;
import io.driftgate.feed.desk.Subscription;
import io.driftgate.feed.desk.TelemetryRound;
import io.driftgate.feed.frame.GateHeader;
import io.driftgate.feed.frame.HeartbeatJson;
import io.driftgate.feed.frame.TransitionJson;
import io.driftgate.feed.frame.WireFrame;
import io.driftgate.feed.rest.EncodedFrame;
import io.driftgate.feed.rest.PastTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * What the gate says to desks. All of it is made on the gate loop and handed to each room in that
 * order, so that a desk finds snapshots, transitions and grants in the order of the gate's
 * judgement: a grant never overtakes the transition that went before it, and a snapshot holds
 * exactly the transitions that were handed over before it.
 *
 * <p>Before anything but a transition is made, the gate judges: that reads the clock and applies
 * due deadlines, and so a gate that was stalled speaks of what is true now (semantics §7).
 */
final class Announcer implements SignalListener, GateSide {
  private static final long NANOS_PER_MS = 1_000_000L;

  private final GateView view;
  private final Supplier<Stamp> judge;
  private final FeedClock clock;
  private final long leaseMs;
  private final Hop gateLoop;
  private final TransitionLog log;
  private final ViewHashes viewHashes;
  private final TelemetryRounds rounds;
  private final Seats seats;
  private final List<DeskRoom> rooms = new ArrayList<>();
  private boolean stopping;

  Announcer(
      GateView view,
      Supplier<Stamp> judge,
      FeedClock clock,
      long leaseMs,
      Hop gateLoop,
      TransitionLog log,
      IntConsumer subscribers) {
    this.view = view;
    this.judge = judge;
    this.clock = clock;
    this.leaseMs = leaseMs;
    this.gateLoop = gateLoop;
    this.log = log;
    this.viewHashes = new ViewHashes(view);
    this.rounds = new TelemetryRounds(view);
    this.seats = new Seats(subscribers);
  }

  /** From now on. The gate loop's own room comes last: the others work while it is written. */
  void open(List<DeskRoom> inOrder) {
    rooms.addAll(inOrder);
  }

  @Override
  public void onSignal(GateSignal signal) {
    long decisionNanos = Math.max(0, clock.nanos() - signal.at().nanos());
    byte[] json = TransitionJson.frame(signal, leaseMs, decisionNanos);
    if (!stopping) {
      WireFrame frame = WireFrame.text(json);
      String market = signal.market().value();
      toGateDesks(room -> room.transition(market, frame));
    }
    log.add(
        new PastTransition(
            signal.seq(),
            signal.market(),
            signal.at().nanos(),
            decisionNanos,
            new EncodedFrame(json)));
  }

  /** What is done in a room. */
  @FunctionalInterface
  private interface InRoom {
    void act(DeskRoom room);
  }

  private void toGateDesks(InRoom what) {
    for (DeskRoom room : rooms) {
      if (seats.any(room, FeedStream.GATE)) {
        room.run(() -> what.act(room));
      }
    }
  }

  /** To be called every heartbeat. */
  void heartbeat() {
    GateHeader header = judged();
    WireFrame frame = WireFrame.text(HeartbeatJson.frame(header));
    toGateDesks(room -> room.heartbeat(frame));
  }

  /** To be called at most four times a second. Reads nothing unless somebody listens. */
  void telemetry() {
    Set<FeedStream> wanted = seats.telemetry();
    if (wanted.isEmpty()) {
      return;
    }
    TelemetryRound round = rounds.next(wanted);
    for (DeskRoom room : rooms) {
      if (wanted.stream().anyMatch(stream -> seats.any(room, stream))) {
        room.run(() -> room.telemetry(round));
      }
    }
  }

  @Override
  public void subscribe(Desk desk, Subscription subscription) {
    gateLoop.run(
        () -> {
          if (!stopping) {
            Snapshot snapshot = snapshot();
            seats.take(desk, subscription);
            desk.room().run(() -> desk.onSnapshot(subscription, snapshot));
          }
        });
  }

  private Snapshot snapshot() {
    return new Snapshot(judged(), view.markets());
  }

  private GateHeader judged() {
    return header(judge.get().wallMs());
  }

  private GateHeader header(long atMs) {
    return new GateHeader(view.epoch(), view.seq(), atMs, leaseMs);
  }

  @Override
  public void renew(Desk desk, String nonce) {
    gateLoop.run(
        () -> {
          if (!stopping) {
            seats
                .of(desk)
                .ifPresentOrElse(
                    seen -> grant(desk, seen, nonce),
                    () -> desk.room().run(desk::onNothingToGrant));
          }
        });
  }

  private void grant(Desk desk, Subscription seen, String nonce) {
    GateHeader header = judged();
    long madeNanos = clock.nanos();
    Hash viewHash = viewHashes.of(seen.markets());
    desk.room()
        .run(
            () -> {
              if (isStale(madeNanos)) {
                renew(desk, nonce);
              } else {
                desk.onGrant(header, nonce, viewHash);
              }
            });
  }

  /** The process may have stood still on the way to the desk's loop: the gate must judge again. */
  private boolean isStale(long madeNanos) {
    return clock.nanos() - madeNanos > leaseMs * NANOS_PER_MS / 4;
  }

  @Override
  public void leave(Desk desk) {
    gateLoop.run(() -> seats.leave(desk));
  }

  /**
   * The last word: nothing is granted afterwards. Calls back once every desk has gone. Nothing is
   * judged: the gate has been shut down, or is broken.
   */
  void farewell(Runnable allGone) {
    Snapshot last = new Snapshot(header(clock.wallMs()), view.markets());
    stopping = true;
    AtomicInteger peopled = new AtomicInteger(rooms.size());
    Runnable gone =
        () -> {
          if (peopled.decrementAndGet() == 0) {
            allGone.run();
          }
        };
    rooms.forEach(room -> room.run(() -> room.farewell(last, gone)));
    if (rooms.isEmpty()) {
      allGone.run();
    }
  }
}

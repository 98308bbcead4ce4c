package io.driftgate.feed;

import io.driftgate.core.GateView;
import io.driftgate.core.SignalListener;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.feed.desk.Desk;
import io.driftgate.feed.desk.FeedClock;
import io.driftgate.feed.desk.FeedCounts;
import io.driftgate.feed.desk.FeedStream;
import io.driftgate.feed.desk.GateSide;
import io.driftgate.feed.desk.Hop;
import io.driftgate.feed.desk.NodeTurns;
import io.driftgate.feed.desk.Since;
import io.driftgate.feed.desk.Snapshot;
import io.driftgate.feed.desk.Subscription;
import io.driftgate.feed.frame.ConfirmedJson;
import io.driftgate.feed.frame.GateHeader;
import io.driftgate.feed.frame.HeartbeatJson;
import io.driftgate.feed.frame.TransitionJson;
import io.driftgate.feed.frame.WireFrame;
import io.driftgate.feed.lease.Confirmation;
import io.driftgate.feed.lease.LeaseBook;
import io.driftgate.feed.rest.EncodedFrame;
import io.driftgate.feed.rest.PastTransition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the gate says to desks. All of it is made on the gate loop and handed over in that order, so
 * that a desk finds snapshots, transitions, grants and confirmations in the order of the gate's
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
  private final Resuming resuming;
  private final Tables tables;
  private final TelemetryRounds rounds;
  private final Delivery delivery;
  private final FeedCounts counts;
  private final Timings confirmations;
  private final LeaseBook<Desk> leases;
  private final Map<String, Long> versions = new HashMap<>();
  private Consumer<Confirmation> onConfirmed = each -> {};
  private boolean stopping;

  Announcer(
      GateView view,
      Supplier<Stamp> judge,
      FeedClock clock,
      FeedOptions options,
      Hop gateLoop,
      TransitionLog log,
      Delivery delivery,
      FeedCounts counts,
      Timings confirmations,
      NodeTurns turns) {
    this.view = view;
    this.judge = judge;
    this.clock = clock;
    this.leaseMs = options.leaseMs();
    this.gateLoop = gateLoop;
    this.log = log;
    this.tables = new Tables(view, clock);
    this.resuming = new Resuming(view, log, tables);
    this.rounds = new TelemetryRounds(view, turns);
    this.delivery = delivery;
    this.counts = counts;
    this.confirmations = confirmations;
    this.leases =
        new LeaseBook<>(leaseMs * NANOS_PER_MS, options.standingMs() * NANOS_PER_MS, clock.nanos());
  }

  @Override
  public void onSignal(GateSignal signal) {
    long now = clock.nanos();
    long decisionNanos = Math.max(0, now - signal.at().nanos());
    String market = signal.market().value();
    byte[] json = TransitionJson.frame(signal, leaseMs, decisionNanos);
    versions.put(market, signal.version());
    try {
      if (!stopping) {
        delivery.about(market, json);
      }
    } finally { // walks over all holders, which no desk has to wait for
      leases.moved(market, signal.version(), signal.restricts(), now);
    }
    log.add(
        new PastTransition(
            signal.seq(),
            signal.market(),
            signal.at().nanos(),
            decisionNanos,
            new EncodedFrame(json)));
  }

  /** To be called every heartbeat. One that was held up on its way is not news any more. */
  void heartbeat() {
    long begunNanos = clock.nanos();
    WireFrame frame = WireFrame.text(HeartbeatJson.frame(judged()));
    delivery.toAll(
        (room, audience) -> {
          if (!isStale(begunNanos)) {
            room.heartbeat(frame, audience);
          }
        });
  }

  /** To be called at most four times a second. Reads nothing unless somebody listens. */
  void telemetry() {
    Set<FeedStream> wanted = delivery.seats().telemetry();
    if (!wanted.isEmpty()) {
      rounds.next(wanted, round -> delivery.telemetry(round, wanted));
    }
  }

  @Override
  public void subscribe(Desk desk, Subscription asked, Optional<Since> since) {
    gateLoop.run(
        () -> {
          if (!stopping) {
            Snapshot snapshot = tables.snapshot(judged());
            Optional<Subscription> before = delivery.seats().of(desk);
            delivery.seats().take(desk, asked);
            since
                .filter(table -> isOfTheSameView(before, asked))
                .flatMap(table -> resuming.missed(table, asked))
                .ifPresentOrElse(
                    missed -> resume(desk, asked, snapshot, missed),
                    () ->
                        delivery.table(
                            desk, asked, snapshot, wired -> List.of(snapshot.frame(asked, wired))));
          }
        });
  }

  /** Of another connection's view nothing is known; the next grant's hash shows whether it was. */
  private static boolean isOfTheSameView(Optional<Subscription> before, Subscription asked) {
    return before.map(known -> known.markets().equals(asked.markets())).orElse(true);
  }

  private void resume(
      Desk desk, Subscription asked, Snapshot snapshot, List<PastTransition> missed) {
    counts.resumed();
    delivery.table(
        desk,
        asked,
        snapshot,
        wired ->
            missed.stream()
                .filter(one -> asked.markets().sees(one.market().value()))
                .map(one -> one.frame().frame(wired))
                .toList());
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
            delivery
                .seats()
                .of(desk)
                .ifPresentOrElse(
                    seen -> grant(desk, seen, nonce), () -> desk.room().run(desk::onNothingSeen));
          }
        });
  }

  /** The time is taken before the gate judges: it may stand still right after. */
  private void grant(Desk desk, Subscription seen, String nonce) {
    long begunNanos = clock.nanos();
    GateHeader header = judged();
    Hash viewHash = tables.viewHash(seen.markets());
    leases.granted(desk, seen.markets(), begunNanos);
    delivery.to(
        desk,
        seen.audience(),
        () -> {
          if (isStale(begunNanos)) {
            renew(desk, nonce);
          } else {
            desk.onGrant(header, nonce, viewHash);
          }
        });
  }

  /** Markets may have come or gone, or changed without a transition. Gate loop only. */
  void replanned() {
    tables.replanned();
    rounds.replanned();
  }

  /** The process may have stood still on the way to the desk's loop: the gate must judge again. */
  private boolean isStale(long begunNanos) {
    return clock.nanos() - begunNanos > leaseMs * NANOS_PER_MS / 4;
  }

  @Override
  public void acknowledge(Desk desk, String market, long version) {
    gateLoop.run(
        () -> {
          Optional<Subscription> seen = delivery.seats().of(desk);
          if (seen.isEmpty()) {
            desk.room().run(desk::onNothingSeen);
          } else if (version > versions.getOrDefault(market, 0L)
              || !seen.get().markets().sees(market)) {
            desk.room().run(desk::onUnknownVersion);
          } else if (leases.acknowledged(desk, market, version)) {
            confirm();
          }
        });
  }

  /**
   * Says of which restrictions it is certain that nobody ignores them. To be called several times a
   * lease. The gate judges first: what it finds may be another transition, which supersedes.
   */
  void confirm() {
    if (!stopping && leases.isDue(clock.nanos())) {
      GateHeader header = judged();
      for (Confirmation each : leases.takeDue(clock.nanos())) {
        confirmations.record(each.afterNanos());
        onConfirmed.accept(each);
        delivery.about(each.market(), ConfirmedJson.frame(header, each));
      }
    }
    leases.forgetFormer(clock.nanos());
  }

  /** Another is told of each, too, on the gate loop. To be called before the first. */
  void whenConfirmed(Consumer<Confirmation> told) {
    onConfirmed = told;
  }

  @Override
  public void leave(Desk desk) {
    gateLoop.run(
        () -> {
          delivery.seats().leave(desk);
          leases.gone(desk);
        });
  }

  /**
   * The last word: nothing is granted afterwards. Calls back once every desk has gone. Nothing is
   * judged: the gate has been shut down, or is broken.
   */
  void farewell(Runnable allGone) {
    Snapshot last = new Snapshot(header(clock.wallMs()), view.markets());
    stopping = true;
    delivery.farewell(last, allGone);
  }
}

package io.driftgate.simulator.virtual;

import io.driftgate.core.fact.ClientIdentified;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.KeepAlive;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.PushChanged;
import io.driftgate.core.fact.RollupObserved;
import io.driftgate.core.fact.Transport;
import io.driftgate.core.fact.Verification;
import java.util.List;
import java.util.Set;

/** What a collector hears of one node: answers to polls, pushed heads, keep-alives, failures. */
final class NodeLife {
  private static final long SECOND = 1_000_000_000L;
  private static final long KEEP_ALIVE_NANOS = 5 * SECOND;
  private static final List<FailureKind> FAILURES = List.of(FailureKind.values());

  private final VirtualNode node;
  private final Timeline timeline;
  private final Collector collector;
  private final Dice dice;

  NodeLife(VirtualNode node, Timeline timeline, Collector collector) {
    this.node = node;
    this.timeline = timeline;
    this.collector = collector;
    dice = node.dice();
  }

  void start() {
    timeline.in(dice.between(0, node.profile().pollNanos()), this::poll);
    timeline.in(dice.between(0, 3 * SECOND), this::identify);
    if (node.profile().push()) {
      timeline.in(dice.between(0, 2 * SECOND), this::resubscribe);
      timeline.in(dice.between(0, KEEP_ALIVE_NANOS), this::keepAlive);
    }
  }

  private NodeId id() {
    return node.profile().plan().id();
  }

  private long local(long nanos) {
    return collector.localNanos(node.profile().region(), nanos);
  }

  /** It names its software. */
  void identify() {
    String family = node.client();
    long arrives = timeline.nowNanos() + node.latencyNanos();
    if (node.reachable()) {
      collector.receive(
          node, arrives, at -> new Input.Client(new ClientIdentified(id(), family, at)));
    }
  }

  private void poll() {
    timeline.in(node.profile().pollNanos(), this::poll);
    long roundTrip = 2 * node.latencyNanos();
    if (node.ails(Ail.DOWN)) {
      fail(FailureKind.REFUSED, roundTrip);
    } else if (!node.reachable() || lost() || roundTrip > node.profile().timeoutNanos()) {
      fail(FailureKind.TIMEOUT, node.profile().timeoutNanos());
    } else if (node.ails(Ail.INVALID_HEADERS)) {
      fail(FailureKind.INVALID_HEADER, roundTrip);
    } else if (node.ails(Ail.ERRORS)) {
      fail(dice.pick(FAILURES), roundTrip);
    } else {
      answer(roundTrip);
    }
  }

  private boolean lost() {
    return node.ails(Ail.LOSSY) && dice.oneIn(5);
  }

  private void fail(FailureKind kind, long afterNanos) {
    long arrives = timeline.nowNanos() + afterNanos;
    collector.receive(
        node,
        arrives,
        at -> new Input.Failure(new ProbeFailed(id(), Transport.POLL, kind, at, "simulated")));
  }

  private void answer(long roundTrip) {
    Head head = NodeFace.head(node);
    Finality finality = NodeFace.finality(node, head);
    Set<NodeFlag> flags = NodeFace.flags(node);
    Verification verification = NodeFace.verification(node);
    long sent = local(timeline.nowNanos());
    long arrives = timeline.nowNanos() + roundTrip;
    times(
        arrives,
        at ->
            new Input.Head(
                new HeadObserved(
                    id(), Transport.POLL, sent, at, head, finality, flags, verification)));
    if (node.chain().habits().rollup() && dice.oneIn(3)) {
      progress(arrives);
    }
  }

  /** Once, or more often where messages are duplicated. */
  private void times(
      long arrives, java.util.function.Function<io.driftgate.core.fact.Stamp, Input> made) {
    collector.receive(node, arrives, made);
    if (node.ails(Ail.DUPLICATING)) {
      collector.receive(node, arrives + dice.between(0, SECOND), made);
    }
  }

  private void progress(long arrives) {
    long origin = said(dice.tailed(1, 6));
    long batch = said(dice.tailed(2, 12));
    collector.receive(
        node,
        arrives,
        at ->
            new Input.Rollup(
                new RollupObserved(
                    id(),
                    at,
                    origin,
                    origin < 0 ? origin : origin * 2_000,
                    batch,
                    batch < 0 ? batch : batch * 1_500)));
  }

  private long said(long value) {
    return dice.oneIn(10) ? RollupObserved.UNSAID : value;
  }

  /** Its head is another: subscribers hear of it. */
  void pushHead() {
    if (!node.subscribed() || !node.reachable() || node.ails(Ail.SILENT_PUSH) || lost()) {
      return;
    }
    Head head = NodeFace.head(node);
    Verification verification = NodeFace.verification(node);
    times(
        timeline.nowNanos() + node.latencyNanos(),
        at ->
            new Input.Head(
                new HeadObserved(
                    id(),
                    Transport.PUSH,
                    at.nanos(),
                    at,
                    head,
                    Finality.NOT_ASKED,
                    Set.of(),
                    verification)));
  }

  private void keepAlive() {
    timeline.in(KEEP_ALIVE_NANOS, this::keepAlive);
    if (node.subscribed() && node.reachable() && !lost()) {
      long sent = local(timeline.nowNanos());
      long arrives = timeline.nowNanos() + 2 * node.latencyNanos();
      collector.receive(node, arrives, at -> new Input.Alive(new KeepAlive(id(), sent, at)));
    } else if (node.subscribed() && (!node.reachable() || node.ails(Ail.SILENT_PUSH))) {
      unsubscribe();
    }
  }

  /** The subscription is known to be gone. */
  void unsubscribe() {
    if (node.subscribed()) {
      node.subscribe(false);
      trust(false);
    }
  }

  private void trust(boolean trusted) {
    collector.receive(
        node,
        timeline.nowNanos() + node.latencyNanos(),
        at -> new Input.Push(new PushChanged(id(), trusted, at)));
  }

  /** Tries to subscribe until it works. */
  void resubscribe() {
    if (!node.profile().push() || node.subscribed()) {
      return;
    }
    if (node.reachable() && !node.ails(Ail.SILENT_PUSH)) {
      node.subscribe(true);
      trust(true);
      pushHead();
    } else {
      timeline.in(dice.between(SECOND / 2, 4 * SECOND), this::resubscribe);
    }
  }
}

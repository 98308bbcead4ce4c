package io.driftgate.app.probe;

import io.driftgate.app.probe.PushFinding.State;
import io.driftgate.collector.NodeEndpoint;
import io.driftgate.collector.protocol.Pushes;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.Verification;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What is noted of one node while it is asked. Lives on the collector's loop. */
final class NodeNotes {
  /** A median of fewer says little. */
  static final int POLLS = 3;

  /** The second failure in a row is no accident of the first connection. */
  private static final int FAILURES = 2;

  private static final int DIGITS = 2;

  /** The collector tells nobody of a push that brings only hints, unless it fails: by then. */
  private final long hintsFailByNanos;

  /** In microseconds. Grows with the values, since there may be many nodes. */
  private final Histogram roundTrips = new Histogram(DIGITS);

  private Optional<HeadObserved> newest = Optional.empty();
  private boolean mismatched;
  private Optional<String> family = Optional.empty();
  private long failed;
  private Optional<ProbeFailed> failure = Optional.empty();
  private PushFinding push;

  /**
   * Of a node that is about to be asked.
   *
   * @param spreadNanos how long after all began its turn comes at the latest
   */
  NodeNotes(NodeEndpoint node, long spreadNanos) {
    hintsFailByNanos = spreadNanos + Math.min(Long.MAX_VALUE / 2, node.timeoutNanos());
    push = PushFinding.of(before(node));
  }

  private static State before(NodeEndpoint node) {
    boolean listens = node.ws().isPresent() || !node.protocol().eventStreams().isEmpty();
    if (!listens || node.protocol().pushes() == Pushes.NOTHING) {
      return State.NONE;
    }
    return node.protocol().subscribe(node.chain()).pushesHeads() ? State.UNCONFIRMED : State.HINTS;
  }

  void polled(HeadObserved fact) {
    newest = Optional.of(fact);
    check(fact);
    long nanos = fact.received().nanos() - fact.sentNanos();
    roundTrips.recordValue(TimeUnit.NANOSECONDS.toMicros(nanos));
  }

  void pushed(HeadObserved fact) {
    check(fact);
  }

  private void check(HeadObserved fact) {
    mismatched |= fact.verification() == Verification.MISMATCH;
  }

  void pollFailed(ProbeFailed why) {
    failed++;
    if (failure.filter(known -> known.kind() == FailureKind.WRONG_CHAIN).isEmpty()) {
      failure = Optional.of(why);
    }
  }

  void pushFailed(ProbeFailed why) {
    push = PushFinding.failed(why);
  }

  /** A subscription that is lost is told of as a failure, too. */
  void pushChanged(boolean trusted) {
    if (trusted) {
      push = PushFinding.of(State.WORKS);
    }
  }

  void says(String client) {
    family = Optional.of(client);
  }

  /**
   * Whether more polls would tell little more.
   *
   * @param passedNanos since all began
   */
  boolean isSettled(long passedNanos) {
    long answered = roundTrips.getTotalCount();
    boolean asked = answered + failed >= POLLS || (answered == 0 && failed >= FAILURES);
    return asked && isPushSettled(passedNanos);
  }

  private boolean isPushSettled(long passedNanos) {
    return switch (push.state()) {
      case NONE, WORKS, FAILED -> true;
      case HINTS -> passedNanos >= hintsFailByNanos;
      case UNCONFIRMED -> false;
    };
  }

  NodeFinding finding() {
    return new NodeFinding(
        newest,
        mismatched,
        family,
        roundTrips.getTotalCount(),
        failed,
        failure,
        roundTrips.getValueAtPercentile(50),
        push);
  }
}

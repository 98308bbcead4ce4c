package io.driftgate.journal.recording;

import io.driftgate.core.RiskGate;
import io.driftgate.core.SignalListener;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.fact.Transport;
import io.driftgate.core.fact.Verification;
import io.driftgate.core.order.Openings;
import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.PolicyPlan;
import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.RecoveryPlan;
import io.driftgate.core.plan.Scope;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Opening;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A small fleet, and facts of it by number. */
final class Tapes {
  static final long SECOND = 1_000_000_000L;
  static final Stamp BEGAN = new Stamp(5 * SECOND, 1_750_000_000_000L);

  private Tapes() {}

  static FleetPlan plan() {
    ChainId chain = new ChainId("c");
    ChainPlan chainPlan =
        new ChainPlan(
            chain, SECOND, new QuorumPlan(new Ratio(2, 3), 2, 1, 1), SECOND, SECOND, false);
    List<NodePlan> nodes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      nodes.add(new NodePlan(node(i), chain, "", "", "geth", 1, 4 * SECOND, 0));
    }
    BoundPlan staleness =
        new BoundPlan(
            Metric.HEAD_STALENESS,
            Optional.empty(),
            Optional.of(new Ratio(3 * SECOND, 1)),
            Optional.of(new Ratio(5 * SECOND, 1)),
            Optional.empty());
    PolicyPlan policy =
        new PolicyPlan(
            "p",
            List.of(staleness),
            new RecoveryPlan(0, 0, new Ratio(4, 5), 0, 0, 0),
            30 * SECOND,
            false);
    MarketPlan.Leg leg = new MarketPlan.Leg(new Scope(Metric.Over.CHAIN, "c"), policy);
    return new FleetPlan(
        List.of(chainPlan), nodes, List.of(new MarketPlan(new MarketId("M"), List.of(leg))));
  }

  static NodeId node(int number) {
    return new NodeId("n" + number);
  }

  static Stamp at(long number) {
    return new Stamp(BEGAN.nanos() + number * SECOND / 10, BEGAN.wallMs() + number * 100);
  }

  /** The n-th fact: heads of three nodes, a block a second; now and then a failure or a tick. */
  static Object fact(long number) {
    Stamp at = at(number);
    if (number % 17 == 5) {
      return at;
    }
    NodeId node = node((int) (number % 3));
    if (number % 23 == 7) {
      return new ProbeFailed(node, Transport.POLL, FailureKind.TIMEOUT, at, "no answer, ünd");
    }
    long height = number / 10;
    Head head = new Head(height, hash(height), hash(height - 1), hash(-height), at.wallMs());
    return new HeadObserved(
        node,
        Transport.POLL,
        at.nanos() - 1_000,
        at,
        head,
        number % 2 == 0 ? Finality.NOT_ASKED : Finality.of(BlockRef.NONE, BlockRef.NONE),
        number % 5 == 0 ? Set.of(NodeFlag.SYNCING, NodeFlag.OPTIMISTIC) : Set.of(),
        Verification.OFF);
  }

  static Hash hash(long number) {
    return new Hash(number + 1, 7, ~number, 3);
  }

  static RecordingStart start(long epoch) {
    return new RecordingStart(plan(), epoch, BEGAN, "test", "c0ffee");
  }

  /** A gate and its recorder. */
  static RecordedGate gate(Recorder recorder, long epoch) {
    Ear ear = new Ear();
    ear.tee =
        new RecordedGate(new RiskGate(plan(), epoch, BEGAN, Openings.JOURNALLED, ear), recorder);
    return ear.tee;
  }

  /** Hears the gate for a tee that is made after it. */
  private static final class Ear implements SignalListener {
    private RecordedGate tee;

    @Override
    public void onSignal(GateSignal signal) {
      tee.onSignal(signal);
    }

    @Override
    public void onOpening(Opening opening) {
      tee.onOpening(opening);
    }
  }

  /** Tells a gate so many facts. */
  static void tell(RecordedGate gate, long from, long until) {
    for (long i = from; i < until; i++) {
      Object fact = fact(i);
      if (fact instanceof HeadObserved head) {
        gate.onHead(head);
      } else if (fact instanceof ProbeFailed failure) {
        gate.onFailure(failure);
      } else {
        gate.onTick((Stamp) fact);
      }
    }
  }

  static List<Object> read(Path file) throws IOException {
    try (RecordingReader reader = RecordingReader.open(file)) {
      List<Object> items = new ArrayList<>();
      for (Object item = reader.next(); item != null; item = reader.next()) {
        items.add(item);
      }
      return items;
    }
  }
}

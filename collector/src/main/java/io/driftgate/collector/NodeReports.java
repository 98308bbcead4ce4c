package io.driftgate.collector;

import io.driftgate.collector.protocol.BaseLag;
import io.driftgate.collector.transport.Failure;
import io.driftgate.collector.transport.Loop;
import io.driftgate.core.GateInputs;
import io.driftgate.core.fact.ClientIdentified;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.HeaderFetched;
import io.driftgate.core.fact.KeepAlive;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.PushChanged;
import io.driftgate.core.fact.RollupObserved;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.fact.Transport;
import java.util.function.Consumer;

/**
 * The way of one node's facts into the core, on the loop and until it is stopped. Counts and logs
 * beside it.
 */
final class NodeReports {
  private final Loop loop;
  private final GateInputs inputs;
  private final NodeId node;
  private final Counters counters;
  private final FleetPulse pulse;
  private final FleetPulse.Member member;
  private final FailureLog pollLog;
  private final FailureLog pushLog;
  private boolean stopped;

  /** Where lines for people go. */
  record LogLines(Consumer<String> warnings, Consumer<String> news) {}

  NodeReports(
      Loop loop,
      GateInputs inputs,
      NodeId node,
      Counters counters,
      FleetPulse pulse,
      LogLines log) {
    this.pulse = pulse;
    this.member = pulse.join();
    this.loop = loop;
    this.inputs = inputs;
    this.node = node;
    this.counters = counters;
    this.pollLog = new FailureLog(log.warnings(), log.news(), "node " + node + " poll");
    this.pushLog = new FailureLog(log.warnings(), log.news(), "node " + node + " push");
  }

  void head(HeadObserved fact) {
    if (isOpen()) {
      inputs.onHead(fact);
      pulse.showed(member, fact);
      logOf(fact.transport()).succeeded();
    }
  }

  void failed(Transport transport, Failure why) {
    if (isOpen()) {
      inputs.onFailure(new ProbeFailed(node, transport, why.kind(), why.at(), why.message()));
      logOf(transport).failed(why.kind(), why.message(), why.at().nanos());
      count(why.kind());
    }
  }

  void push(boolean trusted, Stamp at) {
    if (isOpen()) {
      inputs.onPush(new PushChanged(node, trusted, at));
    }
  }

  void alive(long sentNanos, Stamp received) {
    if (isOpen()) {
      inputs.onKeepAlive(new KeepAlive(node, sentNanos, received));
    }
  }

  void client(String family, Stamp at) {
    if (isOpen()) {
      inputs.onClient(new ClientIdentified(node, family, at));
    }
  }

  void header(Head head, Stamp received) {
    if (isOpen()) {
      inputs.onHeader(new HeaderFetched(node, head, received));
    }
  }

  void rollup(BaseLag lag, Stamp received) {
    if (isOpen()) {
      inputs.onRollup(
          new RollupObserved(
              node,
              received,
              lag.originLagBlocks(),
              lag.originLagMs(),
              lag.batchLagBlocks(),
              lag.batchLagMs()));
    }
  }

  Counters counters() {
    return counters;
  }

  /** Nothing reaches the core afterwards. */
  void stop() {
    stopped = true;
    pulse.leave(member);
  }

  private boolean isOpen() {
    loop.check();
    return !stopped;
  }

  private FailureLog logOf(Transport transport) {
    return switch (transport) {
      case POLL -> pollLog;
      case PUSH -> pushLog;
    };
  }

  private void count(FailureKind kind) {
    counters.failure();
    if (kind == FailureKind.TOO_LARGE) {
      counters.oversized();
    }
  }
}

package io.driftgate.collector;

import io.driftgate.core.GateInputs;
import io.driftgate.core.fact.ClientIdentified;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.HeaderFetched;
import io.driftgate.core.fact.KeepAlive;
import io.driftgate.core.fact.LivenessObserved;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.PushChanged;
import io.driftgate.core.fact.RollupObserved;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.fact.Transport;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps every fact in order, and the threads that brought them. Read from any thread. */
final class RecordedInputs implements GateInputs {
  final List<HeadObserved> heads = new CopyOnWriteArrayList<>();
  final List<ProbeFailed> failures = new CopyOnWriteArrayList<>();
  final List<PushChanged> pushes = new CopyOnWriteArrayList<>();
  final List<KeepAlive> keepAlives = new CopyOnWriteArrayList<>();
  final List<ClientIdentified> clients = new CopyOnWriteArrayList<>();
  final List<HeaderFetched> headers = new CopyOnWriteArrayList<>();
  final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  @Override
  public void onHead(HeadObserved fact) {
    threads.add(Thread.currentThread());
    heads.add(fact);
  }

  @Override
  public void onFailure(ProbeFailed fact) {
    threads.add(Thread.currentThread());
    failures.add(fact);
  }

  @Override
  public void onPush(PushChanged fact) {
    threads.add(Thread.currentThread());
    pushes.add(fact);
  }

  @Override
  public void onKeepAlive(KeepAlive fact) {
    threads.add(Thread.currentThread());
    keepAlives.add(fact);
  }

  @Override
  public void onClient(ClientIdentified fact) {
    threads.add(Thread.currentThread());
    clients.add(fact);
  }

  @Override
  public void onHeader(HeaderFetched fact) {
    threads.add(Thread.currentThread());
    headers.add(fact);
  }

  @Override
  public void onRollup(RollupObserved fact) {
    throw new AssertionError("no rollup");
  }

  @Override
  public void onLiveness(LivenessObserved fact) {
    throw new AssertionError("no probe");
  }

  @Override
  public void onTick(Stamp now) {
    throw new AssertionError("a collector tells no time");
  }

  List<HeadObserved> headsOf(String node, Transport transport) {
    return heads.stream()
        .filter(fact -> fact.node().equals(new NodeId(node)) && fact.transport() == transport)
        .toList();
  }

  List<ProbeFailed> failuresOf(String node) {
    return failures.stream().filter(fact -> fact.node().equals(new NodeId(node))).toList();
  }

  List<FailureKind> kindsOf(String node, Transport transport) {
    return failuresOf(node).stream()
        .filter(fact -> fact.transport() == transport)
        .map(ProbeFailed::kind)
        .distinct()
        .toList();
  }

  List<Boolean> trustOf(String node) {
    return pushes.stream()
        .filter(fact -> fact.node().equals(new NodeId(node)))
        .map(PushChanged::trusted)
        .toList();
  }
}

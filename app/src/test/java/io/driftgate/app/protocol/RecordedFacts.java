package io.driftgate.app.protocol;

import io.driftgate.core.GateInputs;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.ClientIdentified;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Keeps every fact in order. Asks for the parent of each node's head. Read from any thread. */
final class RecordedFacts implements GateInputs {
  final List<HeadObserved> heads = new CopyOnWriteArrayList<>();
  final List<ProbeFailed> failures = new CopyOnWriteArrayList<>();
  final List<PushChanged> pushes = new CopyOnWriteArrayList<>();
  final List<KeepAlive> keepAlives = new CopyOnWriteArrayList<>();
  final List<ClientIdentified> clients = new CopyOnWriteArrayList<>();
  final List<HeaderFetched> headers = new CopyOnWriteArrayList<>();
  final List<RollupObserved> rollups = new CopyOnWriteArrayList<>();

  private final Map<Hash, Head> known = new ConcurrentHashMap<>();
  private final Map<NodeId, Head> newest = new ConcurrentHashMap<>();

  @Override
  public void onHead(HeadObserved fact) {
    heads.add(fact);
    known.put(fact.head().hash(), fact.head());
    newest.put(fact.node(), fact.head());
  }

  @Override
  public void onFailure(ProbeFailed fact) {
    failures.add(fact);
  }

  @Override
  public void onPush(PushChanged fact) {
    pushes.add(fact);
  }

  @Override
  public void onKeepAlive(KeepAlive fact) {
    keepAlives.add(fact);
  }

  @Override
  public void onClient(ClientIdentified fact) {
    clients.add(fact);
  }

  @Override
  public void onHeader(HeaderFetched fact) {
    headers.add(fact);
    known.put(fact.head().hash(), fact.head());
  }

  @Override
  public void onRollup(RollupObserved fact) {
    rollups.add(fact);
  }

  @Override
  public void onLiveness(LivenessObserved fact) {
    throw new AssertionError("no probe");
  }

  @Override
  public void onTick(Stamp now) {
    throw new AssertionError("a collector tells no time");
  }

  /** What a core would miss: a parent's height is at most one below its child's. */
  List<BlockRef> missing(NodeId node) {
    Head head = newest.get(node);
    return known.containsKey(head.parentHash())
        ? List.of()
        : List.of(new BlockRef(head.height() - 1, head.parentHash()));
  }

  Collection<Head> known() {
    return known.values();
  }

  Optional<Head> parentOf(Head head) {
    return Optional.ofNullable(known.get(head.parentHash()));
  }

  List<HeadObserved> headsOf(String node) {
    NodeId id = new NodeId(node);
    return heads.stream().filter(fact -> fact.node().equals(id)).toList();
  }

  Set<Long> heightsOf(String node) {
    return headsOf(node).stream().map(fact -> fact.head().height()).collect(Collectors.toSet());
  }

  Optional<HeadObserved> newestOf(String node) {
    List<HeadObserved> all = headsOf(node);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  Set<FailureKind> failuresOf(String node, Transport transport) {
    NodeId id = new NodeId(node);
    return failures.stream()
        .filter(fact -> fact.node().equals(id) && fact.transport() == transport)
        .map(ProbeFailed::kind)
        .collect(Collectors.toSet());
  }

  List<RollupObserved> rollupsOf(String node) {
    NodeId id = new NodeId(node);
    return rollups.stream().filter(fact -> fact.node().equals(id)).toList();
  }
}

package io.driftgate.collector;

import io.driftgate.collector.protocol.Watched;
import io.driftgate.core.GateInputs;
import io.driftgate.core.RiskGate;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.view.NodeView;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.KeyCertOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * All hostile nodes of all protocols at once, with two healthy ones of each protocol, watched by
 * one collector on one loop. Each hostile node has a gate of its own, in which it stands beside its
 * protocol's healthy ones.
 */
final class HostileFleet implements AutoCloseable {
  static final long INTERVAL_NANOS = 500_000_000;
  static final long TIMEOUT_NANOS = 2_000_000_000;

  private static final long TICK_MS = 20;

  private final Vertx vertx = Vertx.vertx();
  private final Vertx nodesVertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
  private final Context loop = ((VertxInternal) vertx).createEventLoopContext();
  private final List<NodeEndpoint> endpoints = new ArrayList<>();
  private final List<HostileNode> servers = new ArrayList<>();
  private final List<HostileCase> cases = new ArrayList<>();
  private final Map<NodeId, List<RiskGate>> gates = new HashMap<>();
  private final Map<NodeId, HostileCase> byNode = new HashMap<>();
  private final Map<Deed.Door, KeyCertOptions> keys;
  private final Collector collector;

  /** Starts everything, with keys in a folder. */
  HostileFleet(Path folder, List<HostileCase> behaviours) throws Exception {
    keys = HostileKeys.issue(folder);
    for (Face face : Face.values()) {
      HostileCase.HEALTHY.forEach(name -> addHealthy(face, name));
    }
    behaviours.forEach(this::add);
    GateInputs inputs = new GateFan(gates);
    collector =
        new Collector(
            vertx,
            loop,
            HostileFleet::stamp,
            inputs,
            endpoints,
            this::missing,
            Optional.of(Authority.trustIn(folder)));
    Waits.get(collector.start());
    loop.runOnContext(v -> vertx.setPeriodic(TICK_MS, t -> tick()));
  }

  /** Every behaviour of every protocol that has it. */
  static List<HostileCase> all() {
    List<HostileCase> all = new ArrayList<>();
    for (Hostility hostility : Hostility.values()) {
      hostility.faces().forEach(face -> all.add(new HostileCase(hostility, face, stamp())));
    }
    return all;
  }

  private void addHealthy(Face face, String name) {
    HostileNode node = HostileNode.good(nodesVertx, face, HostileNode.Writes.UNSEEN);
    NodeId id = HostileCase.healthy(face, name);
    servers.add(node);
    gates.put(id, new ArrayList<>());
    watch(id, node, face, true);
  }

  private void add(HostileCase each) {
    Deed deed = each.hostility.deed;
    HostileNode node =
        HostileNode.start(nodesVertx, each.face, deed, Optional.ofNullable(keys.get(deed.door())));
    servers.add(node);
    cases.add(each);
    byNode.put(each.node, each);
    gates.put(each.node, List.of(each.gate));
    HostileCase.HEALTHY.forEach(
        name -> gates.get(HostileCase.healthy(each.face, name)).add(each.gate));
    watch(each.node, node, each.face, each.hostility.verifies());
  }

  private void watch(NodeId id, HostileNode node, Face face, boolean verify) {
    endpoints.add(
        new NodeEndpoint(
            id,
            node.http(),
            node.ws(),
            face.protocol,
            new Watched(face.chainId, verify),
            INTERVAL_NANOS,
            false,
            TIMEOUT_NANOS,
            Map.of()));
  }

  private List<BlockRef> missing(NodeId node) {
    HostileCase each = byNode.get(node);
    return each == null ? List.of() : each.gate.missingHeaders(each.chain);
  }

  private void tick() {
    Stamp now = stamp();
    cases.forEach(each -> each.gate.onTick(now));
  }

  NodeView view(HostileCase each) {
    return onLoop(each::view);
  }

  /** A healthy node as a hostile one's gate sees it. */
  NodeView viewOfHealthy(HostileCase each, String name) {
    return onLoop(() -> each.gate.node(HostileCase.healthy(each.face, name)).orElseThrow());
  }

  private <T> T onLoop(Callable<T> action) {
    Promise<T> done = Promise.promise();
    loop.runOnContext(
        v -> {
          try {
            done.complete(action.call());
          } catch (Exception e) {
            done.fail(e);
          }
        });
    return Waits.get(done.future());
  }

  private static Stamp stamp() {
    return new Stamp(System.nanoTime(), System.currentTimeMillis());
  }

  @Override
  public void close() {
    Waits.get(collector.stop());
    Waits.get(vertx.close());
    Waits.get(nodesVertx.close());
    servers.forEach(HostileNode::close);
  }
}

package io.driftgate.collector;

import io.driftgate.collector.evm.EvmProtocol;
import io.driftgate.collector.protocol.Watched;
import io.driftgate.core.RiskGate;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.QuorumPlan;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.JksOptions;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Many nodes of one provider lose their subscriptions at one instant, again and again: how late the
 * loop then is with what it is given, beside how late it is without. Run by hand.
 */
final class ReconnectStorm {
  private static final long SECOND = 1_000_000_000L;
  private static final int STORMS = 10;
  private static final long CALM_MS = 3_000;
  private static final long MEASURED_MS = 4_000;
  private static final String CHAIN_ID = Long.toString(FakeNode.CHAIN_ID);
  private static final ChainId CHAIN = new ChainId("evm");

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = ((VertxInternal) vertx).createEventLoopContext();
  private final FakeNode provider;

  private ReconnectStorm(FakeNode provider) {
    this.provider = provider;
  }

  /** Takes the number of nodes, and {@code tls} for TLS. */
  public static void main(String[] arguments) throws Exception {
    int nodes = Integer.parseInt(arguments[0]);
    boolean tls = arguments.length > 1;
    Authority authority = new Authority(Files.createTempDirectory("storm"));
    Optional<JksOptions> key =
        tls ? Optional.of(authority.issue("SAN=ip:127.0.0.1", "-1d")) : Optional.empty();
    Vertx theirs = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    FakeNode provider = new FakeNode(theirs, key.map(each -> each));
    new ReconnectStorm(provider).run(nodes, authority);
    System.exit(0);
  }

  private void run(int nodes, Authority authority) throws Exception {
    List<NodePlan> plans = new ArrayList<>();
    List<NodeEndpoint> endpoints = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      NodeId id = new NodeId("n" + i);
      endpoints.add(endpoint(id));
      plans.add(new NodePlan(id, CHAIN, "", "", "", 1, 10 * SECOND, 4 * SECOND));
    }
    QuorumPlan quorum = new QuorumPlan(QuorumPlan.DEFAULT_FRACTION, 2, 1, 1);
    ChainPlan chain = new ChainPlan(CHAIN, SECOND, quorum, SECOND, SECOND / 2, false);
    FleetPlan plan = new FleetPlan(List.of(chain), plans, List.of());
    RiskGate gate = new RiskGate(plan, 1, stamp(), signal -> {});
    Collector collector =
        new Collector(
            vertx,
            loop,
            ReconnectStorm::stamp,
            gate,
            endpoints,
            MissingHeaders.NONE,
            Optional.of(authority.trust()));
    Waits.get(collector.start());
    loop.runOnContext(v -> vertx.setPeriodic(20, t -> gate.onTick(stamp())));
    Samples calm = new Samples();
    Samples storm = new Samples();
    Samples back = new Samples();
    for (int i = 0; i <= STORMS; i++) {
      Waits.until("all of them", () -> provider.subscribers.size() == nodes);
      Thread.sleep(CALM_MS);
      Samples ignored = new Samples();
      measure(i == 0 ? ignored : calm);
      long begun = System.nanoTime();
      new Thread(
              () -> {
                provider.subscribers.forEach(ServerWebSocket::close);
                Waits.until("less", () -> provider.subscribers.size() < nodes / 2);
                Waits.until("all of them", () -> provider.subscribers.size() == nodes);
                back.add(System.nanoTime() - begun);
              })
          .start();
      measure(i == 0 ? ignored : storm);
    }
    System.out.println("µs | count | p50 | p90 | p99 | p99.9 | most");
    System.out.println("task on the loop, calm | " + calm.row());
    System.out.println("task on the loop, 4 s from the loss on | " + storm.row());
    System.out.println("until the last one is back | " + back.row());
  }

  private NodeEndpoint endpoint(NodeId id) {
    return new NodeEndpoint(
        id,
        provider.httpUri(),
        Optional.of(provider.wsUri()),
        new EvmProtocol(),
        new Watched(CHAIN_ID, false),
        2 * SECOND,
        false,
        2 * SECOND,
        Map.of());
  }

  private void measure(Samples samples) throws InterruptedException {
    long end = System.nanoTime() + MEASURED_MS * 1_000_000;
    while (System.nanoTime() < end) {
      long given = System.nanoTime();
      loop.runOnContext(v -> samples.add(System.nanoTime() - given));
      Thread.sleep(1);
    }
  }

  private static Stamp stamp() {
    return new Stamp(System.nanoTime(), System.currentTimeMillis());
  }
}

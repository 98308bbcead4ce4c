package io.driftgate.bench.push;

import io.driftgate.bench.node.FakeNode;
import io.driftgate.collector.Collector;
import io.driftgate.collector.MissingHeaders;
import io.driftgate.collector.NodeEndpoint;
import io.driftgate.collector.evm.EvmProtocol;
import io.driftgate.collector.protocol.Watched;
import io.driftgate.core.GateInputs;
import io.driftgate.core.fact.ClientIdentified;
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
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** The product's own collector, on one Vert.x loop: what it stamps is what the gate is told. */
final class CollectorClient implements Client {
  private static final long PUSH_POLL_NANOS = 60_000_000_000L;
  private static final long TIMEOUT_NANOS = 2_000_000_000L;
  private static final int SECONDS = 10;

  private final Vertx vertx;
  private final Collector collector;
  private final Recorder recorder;
  private final Thread loop;

  private CollectorClient(
      Vertx vertx, Context context, Thread loop, Recorder recorder, List<NodeEndpoint> nodes) {
    this.vertx = vertx;
    this.loop = loop;
    this.recorder = recorder;
    this.collector =
        new Collector(vertx, context, CollectorClient::now, recorder, nodes, MissingHeaders.NONE);
  }

  /** Listens to pushes; polling beside it is so rare that it does not matter. */
  static CollectorClient pushed(List<FakeNode> nodes, long chainId, Ledger ledger)
      throws Exception {
    return start(nodes, chainId, ledger, Transport.PUSH, PUSH_POLL_NANOS);
  }

  /** Polls, and nothing else. */
  static CollectorClient polling(
      List<FakeNode> nodes, long chainId, Ledger ledger, long intervalNanos) throws Exception {
    return start(nodes, chainId, ledger, Transport.POLL, intervalNanos);
  }

  private static CollectorClient start(
      List<FakeNode> nodes, long chainId, Ledger ledger, Transport by, long intervalNanos)
      throws Exception {
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    Context context = vertx.getOrCreateContext();
    List<NodeEndpoint> endpoints =
        IntStream.range(0, nodes.size())
            .mapToObj(i -> endpoint(i, nodes.get(i).port(), chainId, by, intervalNanos))
            .toList();
    Thread loop = await(onLoop(context));
    CollectorClient client =
        new CollectorClient(vertx, context, loop, new Recorder(ledger, by), endpoints);
    await(client.collector.start());
    return client;
  }

  private static Future<Thread> onLoop(Context context) {
    return Future.future(
        thread -> context.runOnContext(here -> thread.complete(Thread.currentThread())));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
  }

  private static NodeEndpoint endpoint(
      int index, int port, long chainId, Transport by, long intervalNanos) {
    Optional<URI> ws =
        by == Transport.PUSH ? Optional.of(URI.create("ws://127.0.0.1:" + port)) : Optional.empty();
    URI http = URI.create("http://127.0.0.1:" + port);
    NodeId node = new NodeId("node-" + index);
    Watched chain = new Watched(Long.toString(chainId), false);
    return new NodeEndpoint(
        node, http, ws, new EvmProtocol(), chain, intervalNanos, false, TIMEOUT_NANOS, Map.of());
  }

  private static Stamp now() {
    return new Stamp(System.nanoTime(), System.currentTimeMillis());
  }

  @Override
  public long cpuNanos() {
    return Cpu.of(List.of(loop));
  }

  @Override
  public long requests() {
    return recorder.requests.get();
  }

  @Override
  public void stop() throws Exception {
    await(collector.stop());
    await(vertx.close());
  }

  /** Stands where the core would. On the loop. */
  private static final class Recorder implements GateInputs {
    private final Ledger ledger;
    private final Transport by;
    private final AtomicLong requests = new AtomicLong();

    Recorder(Ledger ledger, Transport by) {
      this.ledger = ledger;
      this.by = by;
    }

    @Override
    public void onHead(HeadObserved fact) {
      long handedNanos = System.nanoTime();
      if (fact.transport() == Transport.POLL) {
        requests.incrementAndGet();
      }
      if (fact.transport() == by) {
        int node = Integer.parseInt(fact.node().value().substring("node-".length()));
        ledger.seen(node, fact.head().height(), fact.received().nanos());
        ledger.handed(node, fact.head().height(), handedNanos);
      }
    }

    @Override
    public void onFailure(ProbeFailed fact) {
      throw new IllegalStateException("a fake node failed: " + fact);
    }

    @Override
    public void onPush(PushChanged fact) {}

    @Override
    public void onKeepAlive(KeepAlive fact) {}

    @Override
    public void onClient(ClientIdentified fact) {}

    @Override
    public void onHeader(HeaderFetched fact) {}

    @Override
    public void onRollup(RollupObserved fact) {}

    @Override
    public void onLiveness(LivenessObserved fact) {}

    @Override
    public void onTick(Stamp now) {}
  }
}

package io.driftgate.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.collector.evm.EvmProtocol;
import io.driftgate.collector.protocol.Watched;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.fact.Transport;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * A collector on its own loop that watches a healthy node and whatever else a test gives it; what
 * happens to the others must not show in the healthy one's stream.
 */
final class Watch implements AutoCloseable {
  static final long INTERVAL_NANOS = 50_000_000;
  static final long TIMEOUT_NANOS = 1_000_000_000;

  /**
   * Far above what a shared machine's scheduler adds, far below the time limit on a hostile node.
   */
  private static final long MAX_GAP_NANOS = 500_000_000;

  private final Vertx vertx = Vertx.vertx();
  private final Vertx nodesVertx = Vertx.vertx();
  final Context loop = ((VertxInternal) vertx).createEventLoopContext();
  final RecordedInputs inputs = new RecordedInputs();
  final FakeNode healthy = new FakeNode(nodesVertx);
  private final List<NodeEndpoint> endpoints = new ArrayList<>();
  private Optional<Collector> collector = Optional.empty();
  private boolean phaseLocked;
  private boolean verifyHeaders;
  private volatile MissingHeaders missing = MissingHeaders.NONE;
  private Optional<TrustOptions> trust = Optional.empty();

  /**
   * The first exchange of a JVM takes up to a second to load its classes, which is nobody's fault.
   */
  static void warmUp() {
    try (Watch cold = new Watch()) {
      cold.warmUp(cold.fakeNode());
    }
  }

  /** TLS takes as long again, on the loop. */
  static void warmUp(KeyCertOptions key, TrustOptions trust) {
    try (Watch cold = new Watch()) {
      cold.trusting(trust).warmUp(cold.fakeNode(key));
    }
  }

  private void warmUp(FakeNode node) {
    listening("cold", node.httpUri(), node.wsUri()).start().awaitPolled("cold", 2);
    Waits.until("trust", () -> inputs.trustOf("cold").contains(true));
  }

  FakeNode fakeNode() {
    return new FakeNode(nodesVertx);
  }

  FakeNode fakeNode(KeyCertOptions key) {
    return new FakeNode(nodesVertx, Optional.of(key));
  }

  Watch trusting(TrustOptions options) {
    trust = Optional.of(options);
    return this;
  }

  /** Hashes of the next one are recomputed; a fake node's are made up. */
  Watch verifying() {
    verifyHeaders = true;
    return this;
  }

  /** Those added from now on. */
  Watch phaseLocked() {
    phaseLocked = true;
    return this;
  }

  Watch missing(MissingHeaders headers) {
    missing = headers;
    return this;
  }

  Watch polling(String node, URI http) {
    return add(node, http, Optional.empty(), TIMEOUT_NANOS);
  }

  Watch listening(String node, URI http, URI ws) {
    return add(node, http, Optional.of(ws), TIMEOUT_NANOS);
  }

  private Watch add(String node, URI http, Optional<URI> ws, long timeoutNanos) {
    endpoints.add(
        new NodeEndpoint(
            new NodeId(node),
            http,
            ws,
            new EvmProtocol(),
            new Watched(Long.toString(FakeNode.CHAIN_ID), verifyHeaders),
            INTERVAL_NANOS,
            phaseLocked,
            timeoutNanos,
            Map.of("Authorization", "Bearer s3cret")));
    verifyHeaders = false;
    return this;
  }

  Watch start() {
    polling("healthy", healthy.httpUri());
    Collector started =
        new Collector(vertx, loop, Watch::stamp, inputs, List.copyOf(endpoints), missing, trust);
    collector = Optional.of(started);
    Waits.get(started.start());
    return this;
  }

  CollectorCounters counters() {
    return onLoop(() -> collector.orElseThrow().counters());
  }

  void stop() {
    Waits.get(collector.orElseThrow().stop());
  }

  void awaitFailure(String node, Transport transport, FailureKind kind) {
    Waits.until(
        node + " " + transport + " " + kind + ", not " + inputs.failuresOf(node),
        () -> inputs.kindsOf(node, transport).contains(kind));
  }

  void awaitPolled(String node, int more) {
    awaitHeads(node, Transport.POLL, more);
  }

  void awaitHeads(String node, Transport transport, int more) {
    int now = inputs.headsOf(node, transport).size();
    Waits.until(
        more + " heads of " + node + ", failures " + inputs.failuresOf(node),
        () -> inputs.headsOf(node, transport).size() >= now + more);
  }

  void assertHealthyUndisturbed() {
    awaitPolled("healthy", 5);
    assertThat(inputs.failuresOf("healthy")).isEmpty();
    List<HeadObserved> heads = inputs.headsOf("healthy", Transport.POLL);
    for (int i = 1; i < heads.size(); i++) {
      long gap = heads.get(i).received().nanos() - heads.get(i - 1).received().nanos();
      assertThat(gap).as("gap before healthy head " + i).isLessThan(MAX_GAP_NANOS);
    }
    assertThat(inputs.threads).hasSize(1);
    assertNothingLeaked();
  }

  private void assertNothingLeaked() {
    assertThat(inputs.failures)
        .extracting(ProbeFailed::message)
        .noneMatch(message -> message.contains("s3cret"));
  }

  <T> T onLoop(Callable<T> action) {
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
    collector.ifPresent(running -> Waits.get(running.stop()));
    Waits.get(vertx.close());
    Waits.get(nodesVertx.close());
  }
}

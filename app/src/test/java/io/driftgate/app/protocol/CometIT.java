package io.driftgate.app.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.driftgate.collector.Collector;
import io.driftgate.collector.MissingHeaders;
import io.driftgate.collector.NodeEndpoint;
import io.driftgate.collector.Protocols;
import io.driftgate.collector.protocol.Watched;
import io.driftgate.core.GateInputs;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.ClientIdentified;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.HeaderFetched;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.PushChanged;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.fact.Transport;
import io.driftgate.core.fact.Verification;
import io.driftgate.simulator.chain.ChainSpec;
import io.driftgate.simulator.cometbft.CometFleet;
import io.driftgate.simulator.node.Fault;
import io.driftgate.simulator.node.FaultKind;
import io.driftgate.simulator.scenario.FleetModel;
import io.driftgate.simulator.scenario.Stage;
import io.driftgate.simulator.scenario.Trouble;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The collector against three simulated CometBFT nodes, over real sockets. */
final class CometIT {
  private static final String CHAIN = "dydx-sim-1";
  private static final long BLOCK_MS = 300;
  private static final long LONG_MS = 600_000;
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** The first exchange of a JVM loads classes, for a second or more on a busy machine. */
  private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(4);

  private static final Set<NodeFlag> CATCHING_UP = Set.of(NodeFlag.SYNCING);

  private final Vertx vertx = Vertx.vertx();
  private final Vertx nodesVertx = Vertx.vertx();
  private final List<Object> facts = new CopyOnWriteArrayList<>();
  private final List<BlockRef> missing = new CopyOnWriteArrayList<>();
  private Optional<Collector> collector = Optional.empty();

  @AfterEach
  void close() throws Exception {
    if (collector.isPresent()) {
      get(collector.get().stop());
    }
    get(vertx.close());
    get(nodesVertx.close());
  }

  @Test
  void shouldShowLinkedFinalHeadsByPushAndPoll() throws Exception {
    watch(start(Trouble.NONE), true);

    for (String node : List.of("n1", "n2", "n3")) {
      await(node + " pushes", () -> heads(node, Transport.PUSH).size() >= 4);
      await(node + " is polled", () -> heads(node, Transport.POLL).size() >= 8);
      List<HeadObserved> pushed = heads(node, Transport.PUSH);
      for (int i = 1; i < pushed.size(); i++) {
        Head before = pushed.get(i - 1).head();
        assertThat(pushed.get(i).head().height()).isEqualTo(before.height() + 1);
        assertThat(pushed.get(i).head().parentHash()).isEqualTo(before.hash());
      }
      HeadObserved polled = heads(node, Transport.POLL).get(0);
      BlockRef head = new BlockRef(polled.head().height(), polled.head().hash());
      assertThat(polled.finality().finalized()).isEqualTo(head);
      assertThat(polled.finality().safe()).isEqualTo(head);
      assertThat(polled.flags()).isEmpty();
    }
    assertThat(of(HeadObserved.class))
        .extracting(HeadObserved::verification)
        .containsOnly(Verification.VERIFIED);
    assertThat(of(HeadObserved.class).stream().map(fact -> fact.head().hash()).distinct().count())
        .as("one hash a height, by push and poll and node")
        .isEqualTo(
            of(HeadObserved.class).stream().map(fact -> fact.head().height()).distinct().count());
    assertThat(of(PushChanged.class)).extracting(PushChanged::trusted).containsOnly(true);
    assertThat(of(ClientIdentified.class))
        .extracting(ClientIdentified::family)
        .containsOnly("cometbft");
    assertThat(of(ProbeFailed.class)).isEmpty();
  }

  @Test
  void shouldNeverTrustPushWhereItCannotTellHeads() throws Exception {
    watch(start(Trouble.NONE), false);

    await("polls", () -> heads("n1", Transport.POLL).size() >= 30);
    assertThat(heads("n1", Transport.PUSH)).isEmpty();
    assertThat(of(PushChanged.class)).isEmpty();
    assertThat(of(ProbeFailed.class)).isEmpty();
    assertThat(of(HeadObserved.class))
        .extracting(HeadObserved::verification)
        .containsOnly(Verification.OFF);
  }

  @Test
  void shouldShowANodeThatStandsStillAndOneThatCatchesUp() throws Exception {
    Fault late = Fault.delay(TimeUnit.MILLISECONDS.toNanos(2 * BLOCK_MS));
    watch(start(Trouble.of(Map.of(1, Fault.of(FaultKind.FREEZE), 2, late))), true);

    await("n1 goes on", () -> heights("n1") >= 6);
    assertThat(heights("n2")).isEqualTo(1);
    assertThat(flags("n2")).as("a node that stands still sees nothing wrong").isEmpty();
    await("n3 catches up", () -> flags("n3").equals(CATCHING_UP));
    assertThat(of(ProbeFailed.class)).isEmpty();
  }

  @Test
  void shouldNameWhatIsWrongWithANode() throws Exception {
    Fault hung = Fault.of(FaultKind.HUNG);
    Fault refusing = Fault.of(FaultKind.REFUSING);
    watch(start(Trouble.of(Map.of(1, hung, 2, refusing)), CHAIN, CHAIN, CHAIN, "other-1"), true);

    await("n2 times out", () -> kinds("n2").contains(FailureKind.TIMEOUT));
    await("n3 refuses", () -> kinds("n3").contains(FailureKind.REFUSED));
    await("n4 is elsewhere", () -> kinds("n4").contains(FailureKind.WRONG_CHAIN));
    await("n1 goes on", () -> heights("n1") >= 3);
    assertThat(kinds("n1")).isEmpty();
    assertThat(heights("n4")).isZero();
    assertThat(of(ProbeFailed.class).stream().filter(fact -> fact.node().value().equals("n4")))
        .extracting(ProbeFailed::transport, ProbeFailed::kind)
        .containsOnly(
            tuple(Transport.POLL, FailureKind.WRONG_CHAIN),
            tuple(Transport.PUSH, FailureKind.WRONG_CHAIN));
  }

  @Test
  void shouldFetchAMissingHeader() throws Exception {
    watch(start(Trouble.NONE), true);

    await("a head", () -> !heads("n1", Transport.POLL).isEmpty());
    Head head = heads("n1", Transport.POLL).get(0).head();
    missing.add(new BlockRef(head.height() - 1, head.parentHash()));
    await("its parent", () -> !of(HeaderFetched.class).isEmpty());
    missing.clear();
    assertThat(of(HeaderFetched.class).get(0).head().hash()).isEqualTo(head.parentHash());
  }

  private CometFleet start(Trouble trouble) throws Exception {
    return start(trouble, CHAIN, CHAIN, CHAIN);
  }

  private CometFleet start(Trouble trouble, String... networks) throws Exception {
    long originMs = System.currentTimeMillis();
    ChainSpec spec = new ChainSpec(1, BLOCK_MS, 1, 42, originMs);
    Stage stage = new Stage("all", 0, LONG_MS, "", trouble);
    FleetModel model = new FleetModel(spec, networks.length, List.of(stage));
    return get(CometFleet.start(nodesVertx, model, System.nanoTime(), i -> networks[i]));
  }

  private void watch(CometFleet fleet, boolean verified) throws Exception {
    List<NodeEndpoint> endpoints = new ArrayList<>();
    for (int port : fleet.ports()) {
      endpoints.add(
          new NodeEndpoint(
              new NodeId("n" + (endpoints.size() + 1)),
              URI.create("http://127.0.0.1:" + port),
              Optional.of(URI.create("ws://127.0.0.1:" + port + "/websocket")),
              Protocols.named("cometbft").orElseThrow(),
              new Watched(CHAIN, verified),
              INTERVAL_NANOS,
              false,
              TIMEOUT_NANOS,
              Map.of()));
    }
    Context loop = vertx.getOrCreateContext();
    MissingHeaders wanted = node -> List.copyOf(missing);
    collector =
        Optional.of(new Collector(vertx, loop, CometIT::stamp, recorder(), endpoints, wanted));
    get(collector.get().start());
  }

  /** Keeps the one argument of every call. */
  private GateInputs recorder() {
    return (GateInputs)
        Proxy.newProxyInstance(
            CometIT.class.getClassLoader(),
            new Class<?>[] {GateInputs.class},
            (proxy, method, arguments) -> {
              facts.add(arguments[0]);
              return null;
            });
  }

  private <T> List<T> of(Class<T> type) {
    return facts.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private List<HeadObserved> heads(String node, Transport transport) {
    return of(HeadObserved.class).stream()
        .filter(fact -> fact.node().value().equals(node) && fact.transport() == transport)
        .toList();
  }

  private long heights(String node) {
    return heads(node, Transport.POLL).stream()
        .map(fact -> fact.head().height())
        .distinct()
        .count();
  }

  private Set<NodeFlag> flags(String node) {
    List<HeadObserved> polled = heads(node, Transport.POLL);
    return polled.isEmpty() ? Set.of() : polled.get(polled.size() - 1).flags();
  }

  private List<FailureKind> kinds(String node) {
    return of(ProbeFailed.class).stream()
        .filter(fact -> fact.node().value().equals(node))
        .map(ProbeFailed::kind)
        .toList();
  }

  private void await(String what, BooleanSupplier condition) throws InterruptedException {
    long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      boolean late = System.nanoTime() > untilNanos;
      assertThat(late).as(() -> what + ", failures " + kinds()).isFalse();
      Thread.sleep(20);
    }
  }

  private Set<String> kinds() {
    return of(ProbeFailed.class).stream()
        .map(fact -> fact.node() + " " + fact.transport() + " " + fact.kind())
        .collect(Collectors.toSet());
  }

  private static Stamp stamp() {
    return new Stamp(System.nanoTime(), System.currentTimeMillis());
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}

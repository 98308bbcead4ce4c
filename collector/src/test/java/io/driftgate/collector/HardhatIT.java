package io.driftgate.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.collector.evm.EvmProtocol;
import io.driftgate.collector.protocol.Watched;
import io.driftgate.core.RiskGate;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.fact.Transport;
import io.driftgate.core.fact.Verification;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.view.ChainCondition;
import io.driftgate.core.view.ChainView;
import io.driftgate.core.view.NodeState;
import io.driftgate.core.view.NodeView;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The collector and a gate against a real hardhat, which {@code verify} brings. It mines a block a
 * second ({@code tools/hardhat.config.js}).
 */
final class HardhatIT {
  private static final Path TOOLS = Path.of("..", "tools");
  private static final String PROGRAM = "node_modules/hardhat/internal/cli/bootstrap.js";
  private static final String LISTENING = "JSON-RPC server at http://";
  private static final String CHAIN_ID = "31337";
  private static final NodeId NODE = new NodeId("hardhat");
  private static final ChainId CHAIN = new ChainId("evm");
  private static final long SECOND = 1_000_000_000L;
  private static final long INTERVAL = SECOND / 10;
  private static final long TICK_MS = 20;

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = ((VertxInternal) vertx).createEventLoopContext();
  private final List<HeadObserved> heads = new CopyOnWriteArrayList<>();
  private final RiskGate gate = new RiskGate(plan(), 1, stamp(), signal -> {});
  private Optional<Collector> collector = Optional.empty();
  private RealNode hardhat;

  @AfterEach
  void close() {
    collector.ifPresent(running -> Waits.get(running.stop()));
    Waits.get(vertx.close());
    hardhat.close();
  }

  @Test
  void shouldFollowARealNodeThatIsRolledBack() throws Exception {
    hardhat = start(0);
    watch(CHAIN_ID);
    Waits.until("pushed heads", () -> of(Transport.PUSH).size() >= 3);
    HeadObserved pushed = newest(Transport.PUSH);
    Waits.until("the same by polling", () -> shows(Transport.POLL, pushed));
    assertThat(heads)
        .extracting(HeadObserved::verification)
        .as("hashes of its headers, polled and pushed, are recomputed")
        .containsOnly(Verification.VERIFIED);
    Waits.until("in sync", () -> view().state() == NodeState.IN_SYNC);
    assertThat(view().family()).isEqualTo("hardhat");
    assertThat(view().failures()).isEmpty();

    String snapshot = call("evm_snapshot", "");
    call("hardhat_mine", "\"0x8\"");
    long top = Long.decode(call("eth_blockNumber", ""));
    Waits.until("eight more", () -> newest(Transport.POLL).head().height() >= top);
    assertThat(call("evm_revert", "\"" + snapshot + "\"")).isEqualTo("true");
    Waits.until("a lower head", () -> newest(Transport.POLL).head().height() < top);
    Waits.until("higher ones", () -> newest(Transport.POLL).head().height() > top);
    takesBackWhatWasFinal();
  }

  @Test
  void shouldNoticeThatARealNodeDiedAndCameBack() throws Exception {
    int port = freePort();
    hardhat = start(port);
    watch(CHAIN_ID);
    Waits.until("in sync", () -> view().state() == NodeState.IN_SYNC);
    hardhat.close();
    Waits.until("unknown", () -> view().state() == NodeState.UNKNOWN);
    assertThat(view().failures()).isNotEmpty();
    hardhat = start(port);
    Waits.until("known again", () -> view().state() != NodeState.UNKNOWN);
    takesBackWhatWasFinal();
    Waits.until("pushing again", () -> view().transport() == Transport.PUSH);
  }

  @Test
  void shouldNotBelieveARealNodeOfAnotherChain() throws Exception {
    hardhat = start(0);
    watch("1");
    Waits.until("a failure", () -> !view().failures().isEmpty());
    assertThat(view().lastFailure().orElseThrow().kind().name()).isEqualTo("WRONG_CHAIN");
    assertThat(heads).isEmpty();
  }

  private static RealNode start(int port) throws IOException {
    if (!Files.exists(TOOLS.resolve(PROGRAM))) {
      throw new IllegalStateException("no hardhat in tools/: run ./verify, which brings it");
    }
    List<String> command = new ArrayList<>(List.of("node", PROGRAM, "node"));
    command.addAll(List.of("--hostname", "127.0.0.1", "--port", Integer.toString(port)));
    return new RealNode(command, TOOLS, LISTENING);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void watch(String chainId) {
    String address = hardhat.address().replace("/", "");
    NodeEndpoint endpoint =
        new NodeEndpoint(
            NODE,
            URI.create("http://" + address),
            Optional.of(URI.create("ws://" + address)),
            new EvmProtocol(),
            new Watched(chainId, true),
            INTERVAL,
            false,
            2 * SECOND,
            Map.of());
    Collector started =
        new Collector(
            vertx,
            loop,
            HardhatIT::stamp,
            new HeadTap(gate, heads::add),
            List.of(endpoint),
            node -> gate.missingHeaders(CHAIN));
    collector = Optional.of(started);
    Waits.get(started.start());
    loop.runOnContext(v -> vertx.setPeriodic(TICK_MS, t -> gate.onTick(stamp())));
  }

  private static FleetPlan plan() {
    QuorumPlan quorum = new QuorumPlan(QuorumPlan.DEFAULT_FRACTION, 1, 1, 1);
    ChainPlan chain = new ChainPlan(CHAIN, SECOND, quorum, SECOND, SECOND / 2, false);
    NodePlan node = new NodePlan(NODE, CHAIN, "", "", "", 1, 3 * SECOND, 3 * SECOND);
    return new FleetPlan(List.of(chain), List.of(node), List.of());
  }

  /** Hardhat calls its newest block finalized, so another history is never forgiven. */
  private void takesBackWhatWasFinal() {
    Waits.until("corrupt", () -> view().state() == NodeState.CORRUPT);
    Waits.until(
        "a violation", () -> chain().conditions().contains(ChainCondition.FINALITY_VIOLATION));
  }

  private ChainView chain() {
    Promise<ChainView> view = Promise.promise();
    loop.runOnContext(v -> view.complete(gate.chain(CHAIN).orElseThrow()));
    return Waits.get(view.future());
  }

  private NodeView view() {
    Promise<NodeView> view = Promise.promise();
    loop.runOnContext(v -> view.complete(gate.node(NODE).orElseThrow()));
    return Waits.get(view.future());
  }

  private List<HeadObserved> of(Transport transport) {
    return heads.stream().filter(fact -> fact.transport() == transport).toList();
  }

  private HeadObserved newest(Transport transport) {
    List<HeadObserved> all = of(transport);
    return all.get(all.size() - 1);
  }

  private boolean shows(Transport transport, HeadObserved other) {
    return of(transport).stream().anyMatch(fact -> fact.head().equals(other.head()));
  }

  /** One JSON-RPC call; the result as text. */
  private String call(String method, String params) throws IOException, InterruptedException {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":[" + params + "]}";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + hardhat.address()))
            .version(HttpClient.Version.HTTP_1_1)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    String answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    return RpcNode.tree(answer).path("result").asText();
  }

  private static Stamp stamp() {
    return new Stamp(System.nanoTime(), System.currentTimeMillis());
  }
}

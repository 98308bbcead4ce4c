package io.driftgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.driftgate.simulator.chain.ChainSpec;
import io.driftgate.simulator.face.FaceFleet;
import io.driftgate.simulator.rpc.LiveFleet;
import io.driftgate.simulator.scenario.FleetModel;
import io.driftgate.simulator.scenario.Stage;
import io.driftgate.simulator.scenario.Trouble;
import io.driftgate.simulator.solana.Base58;
import io.driftgate.simulator.solana.SolanaFace;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check --probe} prints of nodes on real sockets, in a process of its own. */
final class CheckProbeIT {
  private static final long CHAIN_ID = 31_337;
  private static final long OTHER_CHAIN_ID = 31_338;
  private static final long LONG_MS = 600_000;
  private static final String SECRET = "k3yOfAProvider";
  private static final String KEYED = "/v3/" + SECRET + "?key=" + SECRET;
  private static final String HEADERS = "headers: { X-Key: " + SECRET + " }";

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();

  private record Outcome(int exitCode, String out, String err) {
    /** A node's line of the table, in cells. */
    List<String> node(String name) {
      return out.lines()
          .filter(line -> line.startsWith(name + " "))
          .map(line -> List.of(line.split(" {2,}")))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no line of " + name + " in " + out + err));
    }
  }

  @AfterEach
  void close() throws Exception {
    get(vertx.close());
  }

  @Test
  void shouldEndWith0WhenEveryNodeAnswersAsConfigured() throws Exception {
    List<Integer> ports = start(CHAIN_ID, 2, Trouble.NONE);

    Outcome outcome =
        probe(node("one", ports.get(0), "", wsAt(ports.get(0))), node("two", ports.get(1), "", ""));

    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("holds together", "every node answers as configured.");
    assertThat(outcome.node("one"))
        .startsWith("one", "simnet", "31337", "evm", "geth")
        .contains("verified", "works")
        .endsWith("ok");
    assertThat(outcome.node("two")).contains("reth", "verified", "none").endsWith("ok");
  }

  @Test
  void shouldNameWhatEachNodeDoesWrongAndNoSecret() throws Exception {
    List<Integer> ports = start(CHAIN_ID, 2, Trouble.NONE);
    HttpServer liar = serve(exchange -> lie(exchange, ports.get(1)));
    int other = start(OTHER_CHAIN_ID, 1, Trouble.NONE).get(0);
    HttpServer echo = serve(CheckProbeIT::echo);
    int echoing = echo.getAddress().getPort();

    Outcome outcome =
        probe(
            node("good", ports.get(0), "?key=" + SECRET, wsAt(1) + ", " + HEADERS),
            node("liar", liar.getAddress().getPort(), "", ""),
            node("other", other, "", wsAt(other)),
            node("dead", 1, KEYED, HEADERS),
            node("echo", echoing, KEYED, HEADERS));
    echo.stop(0);
    liar.stop(0);

    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(1);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .doesNotContain(SECRET)
        .contains("4 of 5 nodes not as configured: liar, other, dead, echo");
    assertThat(outcome.node("good")).contains("verified", "failed: REFUSED");
    assertThat(last(outcome.node("good"))).startsWith("ok; push: REFUSED: ");
    assertThat(outcome.node("good").get(7)).as("behind").isEqualTo("0");
    assertThat(outcome.node("liar")).contains("mismatch");
    assertThat(last(outcome.node("liar"))).startsWith("INVALID_HEADER: ");
    assertThat(last(outcome.node("other")))
        .isEqualTo("WRONG_CHAIN: chain id is 31338, configured is 31337");
    assertThat(last(outcome.node("dead"))).startsWith("REFUSED: ");
    assertThat(last(outcome.node("echo"))).startsWith("HTTP_STATUS: ");
  }

  @Test
  void shouldTellPushThatOnlyHintsFromPushThatHangs() throws Exception {
    FleetModel model = model(CHAIN_ID, 2, Trouble.NONE);
    List<Integer> ports =
        get(FaceFleet.start(vertx, model, originNanos(model), SolanaFace::new)).ports();
    String genesis = Base58.text(model.chain().genesis().hash());
    try (ServerSocket hung = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Outcome outcome =
          probeChain(
              genesis,
              node("hinting", ports.get(0), "", "protocol: solana, " + wsAt(ports.get(0))),
              node("hanging", ports.get(1), "", "protocol: solana, " + wsAt(hung.getLocalPort())));

      assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
      assertThat(outcome.out()).doesNotContain(SECRET);
      assertThat(outcome.node("hinting")).contains("solana-core", "hints only").endsWith("ok");
      assertThat(outcome.node("hanging")).contains("failed: TIMEOUT");
      assertThat(last(outcome.node("hanging"))).startsWith("ok; push: TIMEOUT: ");
    }
  }

  @Test
  void shouldNotWaitForAnAnswerLongerThanTenSeconds() throws Exception {
    try (ServerSocket hung = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String patient = node("hung", hung.getLocalPort(), "", "").replace("5s", "60s");

      Outcome outcome = probe(patient);

      assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(1);
      assertThat(last(outcome.node("hung"))).isEqualTo("no answer in the time that it was given");
    }
  }

  @Test
  void shouldEndCleanlyAndNotWith0WhenItIsStopped() throws Exception {
    try (ServerSocket hung = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Program program = start("31337", node("hung", hung.getLocalPort(), "", ""));
      hung.accept(); // it is being asked

      program.signal("TERM");

      assertThat(program.process().waitFor(4, TimeUnit.SECONDS)).isTrue();
      assertThat(program.process().exitValue()).isEqualTo(1);
      assertThat(program.errors()).isEmpty();
    }
  }

  private Outcome probe(String... nodes) throws Exception {
    return probeChain(Long.toString(CHAIN_ID), nodes);
  }

  private Outcome probeChain(String chainId, String... nodes) throws Exception {
    Program program = start(chainId, nodes);
    String out =
        new String(program.process().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(program.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Outcome(program.process().exitValue(), out, program.errors());
  }

  private Program start(String chainId, String... nodes) throws IOException {
    String text =
        """
        chains: [ { id: simnet, chainId: '%s', blockTime: 1s } ]
        nodes:
        %s
        policies: [ { id: p, bounds: [ { metric: head.staleness, withdraw: 5s } ] } ]
        markets: [ { id: M, legs: [ { chain: simnet, policy: p } ] } ]
        """
            .formatted(chainId, String.join("\n", nodes));
    Path file = Files.writeString(folder.resolve("driftgate.yaml"), text);
    return Program.start(folder, "check", "--config", file.toString(), "--probe");
  }

  private static String node(String name, int port, String path, String more) {
    return "  - { id: %s, chain: simnet, http: \"http://127.0.0.1:%d%s\", poll: { interval: 200ms, timeout: 5s }%s }"
        .formatted(name, port, path, more.isEmpty() ? "" : ", " + more);
  }

  private static String wsAt(int port) {
    return "ws: \"ws://127.0.0.1:" + port + "/?key=" + SECRET + "\"";
  }

  private static String last(List<String> cells) {
    return cells.get(cells.size() - 1);
  }

  private List<Integer> start(long chainId, int nodes, Trouble trouble) throws Exception {
    FleetModel model = model(chainId, nodes, trouble);
    return get(LiveFleet.start(vertx, model, originNanos(model), node -> 0, stage -> {})).ports();
  }

  private static FleetModel model(long chainId, int nodes, Trouble trouble) {
    long wallMs = System.currentTimeMillis();
    ChainSpec spec = new ChainSpec(chainId, 1_000, 4, 1, wallMs - wallMs % 1_000);
    return new FleetModel(spec, nodes, List.of(new Stage("all", 0, LONG_MS, "all", trouble)));
  }

  private static long originNanos(FleetModel model) {
    long passedMs = System.currentTimeMillis() - model.chain().spec().originMs();
    return System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(passedMs);
  }

  private static HttpServer serve(HttpHandler handler) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", handler);
    server.start();
    return server;
  }

  /** Passes on what a node says, with another gas limit in its headers. */
  private static void lie(HttpExchange exchange, int port) throws IOException {
    HttpURLConnection node =
        (HttpURLConnection) URI.create("http://127.0.0.1:" + port).toURL().openConnection();
    node.setDoOutput(true);
    node.setRequestProperty("Content-Type", "application/json");
    node.getOutputStream().write(exchange.getRequestBody().readAllBytes());
    String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    byte[] lie =
        said.replaceAll("\"gasLimit\":\"0x[0-9a-f]+\"", "\"gasLimit\":\"0x1\"")
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, lie.length);
    exchange.getResponseBody().write(lie);
    exchange.close();
  }

  /** Refuses, and repeats what it was asked with. */
  private static void echo(HttpExchange exchange) throws IOException {
    byte[] body = (exchange.getRequestURI() + SECRET).getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(403, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}

package io.driftgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.journal.JournalFiles;
import io.driftgate.journal.JournalReader;
import io.driftgate.journal.JournalTrouble;
import io.driftgate.journal.Mail;
import io.driftgate.journal.Row;
import io.driftgate.simulator.FleetSpec;
import io.driftgate.simulator.NodeAddress;
import io.driftgate.simulator.SimulatedFleet;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Simulated nodes, a data folder, and gates that are killed over it. */
final class JournalStage implements AutoCloseable {
  private static final long LIMIT_S = 30;
  private static final int MARKETS = 4;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Path folder;
  private final Path data;
  private final Vertx vertx = Vertx.vertx();
  private final SimulatedFleet fleet;
  private Program program;
  private String page = "";

  JournalStage(Path folder, Path data) throws Exception {
    this(folder, data, "");
  }

  /** With more in the gate's configuration. */
  JournalStage(Path folder, Path data, String more) throws Exception {
    this.folder = folder;
    this.data = data;
    FleetSpec spec = new FleetSpec(3, 31_337, 250, 4, 1, "calm", List.of());
    fleet =
        SimulatedFleet.start(vertx, spec, said -> {})
            .toCompletionStage()
            .toCompletableFuture()
            .get(LIMIT_S, TimeUnit.SECONDS);
    Files.writeString(folder.resolve("gate.yaml"), config(fleet.nodes()) + more);
  }

  private String config(List<NodeAddress> nodes) {
    StringBuilder text =
        new StringBuilder(
            """
            server: { port: 0 }
            data: '%s'
            chains: [ { id: sim, chainId: 31337, blockTime: 250ms } ]
            policies:
              - id: p
                bounds: [ { metric: head.staleness, withdraw: 5s } ]
                recovery: { hold: 100ms, blocks: 0, flapWindow: 1ms, maxHold: 100ms }
            nodes:
            """
                .formatted(data));
    for (NodeAddress node : nodes) {
      text.append(
          "  - { id: %s, chain: sim, http: '%s', ws: '%s', poll: { interval: 100ms, timeout: 1s } }\n"
              .formatted(node.name(), node.http(), node.ws()));
    }
    text.append("markets:\n");
    for (int i = 0; i < MARKETS; i++) {
      text.append("  - { id: M%d, legs: [ { chain: sim, policy: p } ] }\n".formatted(i));
    }
    return text.toString();
  }

  /** Runs a gate; the one before has ended. */
  void start(List<String> under) throws IOException, InterruptedException {
    launch(under);
    if (!arrive()) {
      throw new AssertionError("it ended: " + program.errors());
    }
  }

  /** Begins to run one. */
  void launch(List<String> under) throws IOException {
    String file = folder.resolve("gate.yaml").toString();
    program = Program.startUnder(under, folder, "run", "--config", file);
  }

  /** Waits until it listens; returns whether it does. */
  boolean arrive() throws IOException, InterruptedException {
    try {
      page = program.page();
      return true;
    } catch (AssertionError dead) {
      if (!program.process().waitFor(LIMIT_S, TimeUnit.SECONDS)) {
        throw dead;
      }
      return false;
    }
  }

  Program program() {
    return program;
  }

  String feed() {
    return page.replace("http:", "ws:") + "v1/feed";
  }

  Path journal() {
    return JournalFiles.in(data);
  }

  /** What is still to be delivered. */
  List<Mail> outbox() throws JournalTrouble {
    try (JournalReader reader = JournalReader.open(journal())) {
      return reader.outbox();
    }
  }

  List<Row> rows() throws JournalTrouble {
    try (JournalReader reader = JournalReader.open(journal())) {
      return reader.rows();
    }
  }

  void mustHold() throws JournalTrouble {
    try (JournalReader reader = JournalReader.open(journal())) {
      assertThat(reader.verify().broken()).isEmpty();
    }
  }

  static JsonObject said(Row row) {
    return new JsonObject(new String(row.payload(), StandardCharsets.UTF_8));
  }

  String quotes(String market) throws Exception {
    return new JsonObject(get("v1/markets/" + market).body()).getString("quotes");
  }

  HttpResponse<String> get(String path) throws Exception {
    return send("GET", path, "");
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(page + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  void force(String market) throws Exception {
    String order =
        "{\"kind\":\"FORCE\",\"quotes\":\"WITHDRAW\",\"forMs\":60000,\"who\":\"ann\",\"why\":\"x\"}";
    send("POST", "v1/markets/" + market + "/override", order);
  }

  void lift(String market) throws Exception {
    send("DELETE", "v1/markets/" + market + "/override?who=ann&why=y", "");
  }

  /** One after the other is withdrawn and let go, until the gate is gone. */
  Thread stir() {
    Thread stirring =
        new Thread(
            () -> {
              try {
                for (int turn = 0; turn < Integer.MAX_VALUE; turn++) {
                  String market = "M" + turn % MARKETS;
                  force(market);
                  lift(market);
                  Thread.sleep(20);
                }
              } catch (Exception gone) {
                // it was killed: that is what this is for
              }
            });
    stirring.setDaemon(true);
    stirring.start();
    return stirring;
  }

  void awaitQuotes(String market, String wanted) throws Exception {
    await(market + " " + wanted, () -> quotes(market).equals(wanted));
  }

  /** Until {@code /readyz} says so, of why it isn't; empty for that it is. */
  void awaitReadiness(String part) throws Exception {
    await(
        "readiness: " + part,
        () -> {
          HttpResponse<String> answer = get("readyz");
          return part.isEmpty()
              ? answer.statusCode() == 200
              : answer.statusCode() == 503 && answer.body().contains(part);
        });
  }

  /** Something that comes to hold. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws Exception;
  }

  void await(String what, Condition condition) throws Exception {
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
    while (!condition.holds()) {
      if (System.nanoTime() - endNanos > 0) {
        throw new AssertionError(
            what + " did not come; " + get("readyz").body() + get("v1/markets").body());
      }
      Thread.sleep(20);
    }
  }

  @Override
  public void close() {
    if (program != null) {
      program.process().destroyForcibly().onExit().join();
    }
    fleet.stop().toCompletionStage().toCompletableFuture().join();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}

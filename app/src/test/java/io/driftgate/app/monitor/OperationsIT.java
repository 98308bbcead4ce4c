package io.driftgate.app.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.app.config.ConfigReader;
import io.driftgate.app.config.Reading;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What operators order of the whole product. Its nodes answer nobody, so all markets are closed.
 */
final class OperationsIT {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String CONFIG =
      """
      server: { port: 0 }
      chains: [ { id: eth, preset: ethereum } ]
      nodes:
        - { id: n1, chain: eth, http: 'http://127.0.0.1:1' }
        - { id: n2, chain: eth, http: 'http://127.0.0.1:1' }
        - { id: n3, chain: eth, http: 'http://127.0.0.1:1' }
      policies: [ { id: p, bounds: [ { metric: head.staleness, withdraw: 40s } ] } ]
      markets: [ { id: M, legs: [ { chain: eth, policy: p } ] } ]
      """;

  @TempDir private Path folder;

  private Monitor monitor;
  private int port;

  @BeforeEach
  void start() throws Exception {
    write(CONFIG);
    monitor =
        Monitor.of(
            read().configuration().orElseThrow(), this::read, FeedPlacement.SEPARATE, "test");
    port = await(monitor.start());
  }

  @AfterEach
  void stop() throws Exception {
    await(monitor.stop());
  }

  private Path file() {
    return folder.resolve("t.yaml");
  }

  private void write(String text) throws IOException {
    Files.writeString(file(), text);
  }

  private Reading read() {
    return ConfigReader.read(file(), name -> Optional.empty());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private JsonObject send(String method, String path, String body, int code) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    HttpResponse<String> response =
        CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(code);
    return new JsonObject(response.body());
  }

  private JsonObject reload(int code) throws Exception {
    return send("POST", "/v1/config/reload", "", code);
  }

  @Test
  void shouldPutAMarketUnderAnOverrideAndLiftIt() throws Exception {
    String order =
        "{\"kind\":\"FORCE\",\"liquidations\":\"PAUSED\",\"forMs\":60000,\"who\":\"alice\","
            + "\"why\":\"oracle is off\"}";
    JsonObject row = send("POST", "/v1/markets/M/override", order, 200);
    assertThat(row.getString("liquidations")).isEqualTo("PAUSED");
    assertThat(row.getLong("version")).isEqualTo(1);
    assertThat(row.getJsonObject("override").getString("why")).isEqualTo("oracle is off");
    JsonArray past = send("GET", "/v1/transitions", "", 200).getJsonArray("items");
    assertThat(past.getJsonObject(0).getJsonObject("cause").getString("kind"))
        .isEqualTo("OPERATOR");

    JsonObject lifted = send("DELETE", "/v1/markets/M/override?who=alice&why=ok", "", 200);
    assertThat(lifted.containsKey("override")).isFalse();
    assertThat(lifted.getString("liquidations")).as("recovery comes first").isEqualTo("PAUSED");
  }

  @Test
  void shouldDrainNodesDownToTheQuorumsLeast() throws Exception {
    String order = "{\"forMs\":60000,\"who\":\"alice\",\"why\":\"upgrade\"}";
    assertThat(send("POST", "/v1/nodes/n1/drain", order, 200).getJsonArray("flags"))
        .contains("DRAINED");
    send("POST", "/v1/nodes/n2/drain", order, 409);
    assertThat(send("DELETE", "/v1/nodes/n1/drain?who=a&why=b", "", 200).getJsonArray("flags"))
        .doesNotContain("DRAINED");
  }

  @Test
  void shouldSwapInAChangedFileWhole() throws Exception {
    write(
        CONFIG
            .replace(
                "{ id: n2, chain: eth, http: 'http://127.0.0.1:1' }",
                "{ id: n4, chain: eth, http: 'http://127.0.0.1:2' }")
            .replace(
                "id: n3, chain: eth, http: 'http://127.0.0.1:1'",
                "id: n3, chain: eth, http: 'http://127.0.0.1:3'")
            .replace("40s", "50s")
            .replace("[ { id: M,", "[ { id: N, legs: [ { chain: eth, policy: p } ] }, { id: M,"));
    JsonObject tried = send("POST", "/v1/config/reload?dryRun=true", "", 200);
    assertThat(send("GET", "/v1/markets", "", 200).getJsonArray("items")).hasSize(1);

    JsonObject done = reload(200);

    assertThat(done).isEqualTo(tried);
    assertThat(done.getJsonObject("nodes"))
        .isEqualTo(
            new JsonObject()
                .put("added", new JsonArray().add("n4"))
                .put("removed", new JsonArray().add("n2"))
                .put("changed", new JsonArray().add("n3")));
    assertThat(done.getJsonArray("loosened").toString()).contains("withdraw");
    assertThat(send("GET", "/v1/markets/N", "", 200).getString("quotes")).isEqualTo("WITHDRAW");
    send("GET", "/v1/nodes/n2", "", 404);
    awaitFailure("n4");
    assertThat(reload(200).getJsonObject("nodes").getJsonArray("added")).isEmpty();
  }

  private void awaitFailure(String node) throws Exception {
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (send("GET", "/v1/nodes/" + node, "", 200).getJsonObject("failures").isEmpty()) {
      assertThat(System.nanoTime()).as("it is asked").isLessThan(endNanos);
      Thread.sleep(50);
    }
  }

  @Test
  void shouldRefuseAWrongFileWholeAndSayWhereItIsWrong() throws Exception {
    write(CONFIG.replace("40s", "40 s").replace("id: n3, chain: eth", "id: n3, chain: nowhere"));
    List<String> errors = errors(reload(422));
    assertThat(errors).hasSizeGreaterThanOrEqualTo(2).allMatch(e -> e.startsWith(file() + ":"));
    assertThat(errors.get(0)).startsWith(file() + ":6: ");
    assertThat(send("GET", "/v1/nodes", "", 200).getJsonArray("items")).hasSize(3);
    Files.delete(file());
    assertThat(errors(reload(422)).get(0)).contains("no such file");
  }

  @Test
  void shouldRefuseWhatTakesARestart() throws Exception {
    write(
        CONFIG.replace("port: 0", "port: 1234")
            + "feed: { lease: 2s }\ndata: elsewhere\ncollectors: { loops: 2 }\n");
    assertThat(errors(reload(422)))
        .hasSize(4)
        .allMatch(error -> error.matches("(server|feed|data|collectors): .*restart.*"));
  }

  @Test
  void shouldTakeNewTokensAndNotLetGoOfTheLast() throws Exception {
    String token = "{ id: t, sha256: '" + "ab".repeat(32) + "', scopes: [read], markets: ['*'] }";
    write(CONFIG.replace("port: 0", "port: 0, tokens: [ " + token + " ]"));
    reload(200);
    send("GET", "/v1/markets", "", 401);
    write(CONFIG);
    assertThat(await(monitor.reload("test")).mistakes())
        .singleElement()
        .asString()
        .startsWith("server.tokens: ");
    send("GET", "/v1/markets", "", 401);
  }

  private static List<String> errors(JsonObject problem) {
    return problem.getJsonArray("errors").stream()
        .map(one -> ((JsonObject) one).getString("detail"))
        .toList();
  }
}

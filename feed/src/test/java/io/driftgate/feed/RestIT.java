package io.driftgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.signal.Quotes;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** REST with a client that is not ours. */
final class RestIT {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static Feeding feeding;

  @BeforeAll
  static void open() {
    FakeGate gate = new FakeGate("A", "B");
    feeding =
        new Feeding(
            gate,
            FeedLimits.DEFAULT,
            false,
            router -> {
              router.get("/").handler(request -> request.end("page"));
              router
                  .get("/broken")
                  .handler(
                      request -> {
                        throw new IllegalStateException("secret");
                      });
            });
    feeding.onGate(
        () -> {
          gate.chain(Samples.chain("ethereum", 1));
          gate.node(Samples.node("geth-1", 1));
          for (int i = 0; i < 7; i++) {
            gate.move(i % 2 == 0 ? "A" : "B", i % 3 == 0 ? Quotes.OPEN : Quotes.WIDEN);
          }
          return true;
        });
  }

  @AfterAll
  static void close() {
    feeding.close();
  }

  private static HttpResponse<String> send(String method, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + feeding.port + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static JsonObject get(String path) throws Exception {
    HttpResponse<String> response = send("GET", path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return new JsonObject(response.body());
  }

  @ParameterizedTest
  @CsvSource({"markets,A,2", "chains,ethereum,1", "nodes,geth-1,1"})
  void shouldListAllAndGiveOne(String kind, String id, int count) throws Exception {
    JsonObject all = get("/v1/" + kind);
    assertThat(all.getJsonArray("items")).hasSize(count);
    assertThat(all.getJsonArray("items").getJsonObject(0)).isEqualTo(get("/v1/" + kind + "/" + id));
  }

  @Test
  void shouldForbidCaching() throws Exception {
    HttpResponse<String> response = send("GET", "/v1/markets");
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
  }

  @Test
  void shouldGiveTheNewestTransitionsNewestLast() throws Exception {
    JsonObject page = get("/v1/transitions?limit=2");
    assertThat(page.getJsonArray("items")).hasSize(2);
    assertThat(page.getJsonArray("items").getJsonObject(1).getLong("seq")).isEqualTo(7);
    assertThat(page.getJsonArray("items").getJsonObject(1).getString("type"))
        .isEqualTo("transition");
    assertThat(page.containsKey("next")).isFalse();
  }

  @Test
  void shouldWalkTransitionsPageByPage() throws Exception {
    JsonObject first = get("/v1/transitions?since=0&limit=3&market=A");
    assertThat(first.getLong("next")).isEqualTo(5);
    JsonObject second = get("/v1/transitions?limit=3&market=A&since=" + first.getLong("next"));
    assertThat(second.getJsonArray("items")).hasSize(1);
    assertThat(second.containsKey("next")).isFalse();
  }

  @Test
  void shouldTellFromWhereOnTransitionsAreKept() throws Exception {
    try (Feeding busy = new Feeding(new FakeGate("A"))) {
      String path = "http://127.0.0.1:" + busy.port + "/v1/transitions?limit=1&since=2";
      JsonObject none = body(path);
      assertThat(none.getJsonArray("items")).isEmpty();
      assertThat(none.getLong("epoch")).isEqualTo(busy.onGate(busy.gate::epoch));
      assertThat(none.getLong("keptSince")).isEqualTo(busy.onGate(busy.gate::seq));
      move(busy, 3);
      assertThat(body(path).getLong("keptSince")).isZero();
      move(busy, TransitionLog.MAX_KEPT + 2);
      JsonObject late = body(path);
      assertThat(late.getLong("keptSince")).isEqualTo(5);
      assertThat(late.getJsonArray("items").getJsonObject(0).getLong("seq")).isEqualTo(6);
    }
  }

  private static JsonObject body(String address) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
    return new JsonObject(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private static void move(Feeding feeding, int times) {
    feeding.onGate(
        () -> {
          for (int i = 0; i < times; i++) {
            feeding.gate.move("A", i % 2 == 0 ? Quotes.OPEN : Quotes.WIDEN);
          }
          return true;
        });
  }

  @Test
  void shouldGiveHistogramsWithPercentilesAndHdr() throws Exception {
    JsonObject body = get("/v1/histograms?metric=arrival.drift&scope=chain:ethereum&window=5m");
    assertThat(body.getLong("count")).isEqualTo(2);
    assertThat(body.getDouble("minMs")).isEqualTo(1.5);
    byte[] hdr = Base64.getDecoder().decode(body.getString("hdr"));
    Histogram decoded = Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(hdr), 0);
    assertThat(decoded.getTotalCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1m", "all"})
  void shouldGiveTheTimesOfDecisions(String window) throws Exception {
    JsonObject body = get("/v1/histograms?metric=decision&window=" + window);
    assertThat(body.getLong("count")).isEqualTo(7);
    assertThat(body.getString("unit")).isEqualTo("ms");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/transitions?since=-1, since",
    "/v1/transitions?since=x, since",
    "/v1/transitions?limit=0, limit",
    "/v1/transitions?limit=1001, limit",
    "/v1/transitions?market=A%20B, market",
    "/v1/transitions?market=Z, market",
    "/v1/histograms?metric=x&scope=chain:ethereum, metric",
    "/v1/histograms?scope=chain:ethereum, metric",
    "/v1/histograms?metric=arrival.drift, scope",
    "/v1/histograms?metric=arrival.drift&scope=chain:, scope",
    "/v1/histograms?metric=finality.lag&scope=node:geth-1, scope",
    "/v1/histograms?metric=decision&window=2m, window"
  })
  void shouldNameTheWrongParameterAndWhatIsRight(String path, String parameter) throws Exception {
    JsonObject problem = problem("GET", path, 400);
    assertThat(problem.getString("detail")).startsWith("parameter '" + parameter + "' must be ");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /nothing, 404",
    "GET, /v1/markets/Z, 404",
    "GET, /v1/markets/%3Cscript%3E, 404",
    "GET, /v1/nodes/Z, 404",
    "GET, /v1/histograms?metric=round.trip&scope=node:Z, 404",
    "POST, /v1/markets, 405",
    "DELETE, /v1/transitions, 405",
    "POST, /v1/feed, 405",
    "GET, /v1/feed, 426",
    "GET, /broken, 500"
  })
  void shouldAnswerErrorsWithProblemDetails(String method, String path, int code) throws Exception {
    JsonObject problem = problem(method, path, code);
    assertThat(problem.getString("detail")).isNotBlank().doesNotContain("secret", "<");
    assertThat(problem.getString("title")).isNotBlank();
  }

  private static JsonObject problem(String method, String path, int code) throws Exception {
    HttpResponse<String> response = send(method, path);
    assertThat(response.statusCode()).isEqualTo(code);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonObject problem = new JsonObject(response.body());
    assertThat(problem.getInteger("status")).isEqualTo(code);
    return problem;
  }

  @Test
  void shouldNameTheMethodThatIsAllowed() throws Exception {
    assertThat(send("POST", "/v1/markets").headers().firstValue("Allow")).hasValue("GET");
  }

  @Test
  void shouldBeReadyUnlessSomethingStandsAgainstIt() throws Exception {
    assertThat(get("/readyz").getString("state")).isEqualTo("ready");
    feeding.notReady = Optional.of("the journal can't be written");
    JsonObject problem = problem("GET", "/readyz", 503);
    assertThat(problem.getString("detail")).isEqualTo("the journal can't be written");
    feeding.notReady = Optional.empty();
  }

  @Test
  void shouldSayThatAStalledGateLoopIsNotReadyWhileTheProcessLives() throws Exception {
    feeding.gateLoop.runOnContext(
        stall -> {
          long until = System.nanoTime() + 1_800_000_000L;
          while (System.nanoTime() < until) {
            Thread.onSpinWait();
          }
        });
    JsonObject problem = problem("GET", "/readyz", 503);
    assertThat(problem.getString("detail")).contains("did not answer");
  }

  @Test
  void shouldAnswerALoadBalancersHead() throws Exception {
    assertThat(send("HEAD", "/livez").statusCode()).isEqualTo(200);
    assertThat(send("HEAD", "/readyz").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldLeaveRoomForRoutesOfOthers() throws Exception {
    assertThat(send("GET", "/").body()).isEqualTo("page");
    assertThat(get("/livez").getString("state")).isEqualTo("live");
  }

  @Test
  void shouldKeepWhatBreaksWhileReadingAwayFromTheGateLoop() throws Exception {
    AtomicReference<Throwable> uncaught = new AtomicReference<>();
    feeding.gateLoop.exceptionHandler(uncaught::set);
    problem("GET", "/v1/histograms?metric=round.trip&scope=node:broken", 500);
    assertThat(get("/readyz").getString("state")).isEqualTo("ready");
    assertThat(uncaught).hasNullValue();
  }
}

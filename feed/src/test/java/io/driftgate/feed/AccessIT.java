package io.driftgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.RowHashes;
import io.driftgate.feed.access.FeedAccess;
import io.driftgate.feed.access.Scope;
import io.driftgate.feed.access.Token;
import io.driftgate.feed.desk.Refusal;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens, their scopes and their markets, over real sockets. */
final class AccessIT {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String ETH = "canary-eth-0123456789abcdef";
  private static final String ALL = "canary-all-0123456789abcdef";
  private static final String READS = "canary-reads-0123456789abcdef";
  private static final String FEEDS = "canary-feeds-0123456789abcdef";
  private static final String OPERATES = "canary-operates-0123456789abcdef";
  private static final String PAST = "canary-past-0123456789abcdef";

  private static final List<Token> TOKENS =
      List.of(
          TestTokens.desk("eth", ETH, "ETH-*"),
          TestTokens.desk("all", ALL, "*"),
          TestTokens.of("reads", READS, Set.of(Scope.READ), OptionalLong.empty(), "*"),
          TestTokens.of("feeds", FEEDS, Set.of(Scope.FEED), OptionalLong.empty(), "*"),
          TestTokens.of(
              "operates", OPERATES, EnumSet.allOf(Scope.class), OptionalLong.empty(), "*"),
          TestTokens.of("past", PAST, Set.of(Scope.FEED, Scope.READ), OptionalLong.of(1), "*"));

  private final FakeGate gate = new FakeGate("ETH-PERP", "ETH-USD", "SOL-PERP");
  private Feeding feeding;

  @BeforeEach
  void open() {
    feeding =
        new Feeding(
            gate,
            FeedLimits.of(new FeedLimits.Crowd(1_000, 500, 2, 2_000)),
            true,
            router -> {
              router.get("/").handler(request -> request.end("page"));
              router.get("/metrics").handler(request -> request.end("metrics"));
              router.post("/v1/thing").handler(request -> request.end("done"));
              router.delete("/elsewhere").handler(request -> request.end("done"));
            },
            new FeedAccess(TOKENS, Optional.empty(), Set.of("https://desk.example"), true));
    feeding.onGate(
        () -> {
          gate.leg("ETH-PERP", "chain:ethereum");
          gate.leg("SOL-PERP", "chain:solana");
          gate.chain(Samples.chain("ethereum", 1));
          gate.chain(Samples.chain("solana", 1));
          gate.node(Samples.node("geth-1", 1));
          gate.move("SOL-PERP", Quotes.OPEN);
          gate.move("ETH-USD", Quotes.OPEN);
          return true;
        });
  }

  @AfterEach
  void close() {
    feeding.close();
  }

  private TestDesk bearing(String token) {
    WebSocketConnectOptions options = TestDesk.options(feeding.port);
    options.putHeader("Authorization", "Bearer " + token);
    return new TestDesk(feeding.vertx, options, 1 << 16);
  }

  private static JsonObject auth(String token) {
    return new JsonObject().put("op", "auth").put("token", token);
  }

  private HttpResponse<String> ask(String method, String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + feeding.port + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(Duration.ofSeconds(20));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path, String token) throws Exception {
    return ask("GET", path, "Authorization", "Bearer " + token);
  }

  @Test
  void shouldSayNothingBeforeTheFirstFrameHasShownAToken() throws Exception {
    try (TestDesk desk = feeding.desk()) {
      feeding.onGate(
          () -> {
            gate.move("ETH-PERP", Quotes.OPEN);
            return true;
          });
      desk.say(auth(ETH));
      assertThat(desk.frames.take().getString("type")).isEqualTo("hello");
      desk.subscribe("gate");
      assertThat(desk.next("snapshot").getJsonArray("markets")).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"op\":\"subscribe\"}",
        "{\"op\":\"renew\",\"nonce\":\"n\"}",
        "{\"op\":\"ping\"}",
        "{\"op\":\"ack\",\"market\":\"ETH-PERP\",\"version\":1}",
        "{\"op\":\"auth\",\"token\":\"wrong\"}",
        "{\"op\":\"auth\",\"token\":\"" + PAST + "\"}",
        "{\"op\":\"auth\",\"token\":\"\"}"
      })
  void shouldEndWhoeverShowsNoGoodToken(String first) {
    try (TestDesk desk = feeding.desk()) {
      desk.say(first);
      assertThat(desk.closeCode()).isEqualTo((short) 4401);
      assertThat(desk.frames).isEmpty();
    }
    assertThat(feeding.server.refused(Refusal.TOKEN)).isEqualTo(1);
    assertThat(feeding.server.subscribers()).isZero();
  }

  @Test
  void shouldEndWhoeverMayNotListen() {
    try (TestDesk desk = feeding.desk()) {
      desk.say(auth(READS));
      assertThat(desk.closeCode()).isEqualTo((short) 4403);
      assertThat(desk.frames).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"wrong, 401", PAST + ", 401", READS + ", 403", ETH + ", 101"})
  void shouldJudgeTheUpgradesToken(String token, int status) {
    WebSocketConnectOptions options = TestDesk.options(feeding.port);
    options.putHeader("Authorization", "Bearer " + token);
    assertThat(TestDesk.refusal(feeding.vertx, options)).isEqualTo(status);
  }

  @Test
  void shouldShowTheIntersectionOfTokenAndSubscription() throws Exception {
    try (TestDesk desk = bearing(ETH)) {
      desk.next("hello");
      desk.say("{\"op\":\"subscribe\",\"markets\":[\"*-PERP\"]}");
      JsonObject snapshot = desk.next("snapshot");
      assertThat(snapshot.getJsonArray("markets")).hasSize(1);
      JsonObject row = snapshot.getJsonArray("markets").getJsonObject(0);
      assertThat(row.getString("id")).isEqualTo("ETH-PERP");
      String view = RowHashes.view(List.of(Hash.parse(row.getString("rowHash")))).toString();
      assertThat(snapshot.getString("viewHash")).isEqualTo(view);
      assertThat(desk.renew("n").next("lease").getString("viewHash")).isEqualTo(view);
      feeding.onGate(
          () -> {
            gate.move("SOL-PERP", Quotes.WITHDRAW);
            gate.move("ETH-USD", Quotes.WITHDRAW);
            gate.move("ETH-PERP", Quotes.OPEN);
            return true;
          });
      assertThat(desk.next("transition").getString("market")).isEqualTo("ETH-PERP");
    }
  }

  @Test
  void shouldShowTelemetryOfItsMarketsChainsOnly() {
    try (TestDesk desk = bearing(ETH);
        TestDesk every = bearing(ALL)) {
      desk.subscribe("gate", "chains", "nodes");
      every.subscribe("gate", "chains");
      every.next(frame -> frame.encode().contains("\"id\":\"solana\""), "chain solana");
      assertThat(desk.next("chain").getJsonObject("chain").getString("id")).isEqualTo("ethereum");
      assertThat(desk.next("node").getJsonObject("node").getString("id")).isEqualTo("geth-1");
      assertThat(desk.frames).noneMatch(frame -> frame.encode().contains("solana"));
    }
  }

  @Test
  void shouldEndDesksWhoseTokenIsWithdrawnWithinALease() throws Exception {
    try (TestDesk gone = bearing(ETH);
        TestDesk stays = bearing(ALL)) {
      gone.subscribe("gate").next("snapshot");
      stays.subscribe("gate").next("snapshot");
      feeding.server.replaceTokens(List.of(TOKENS.get(1)));
      gone.renew("late");
      assertThat(gone.closeCode()).isEqualTo((short) 4401);
      assertThat(gone.frames).noneMatch(frame -> frame.getString("type").equals("lease"));
      stays.renew("n").next("lease");
      Feeding.eventually(Duration.ofSeconds(20), () -> feeding.server.subscribers() == 1);
    }
  }

  @Test
  void shouldEndADeskThatIsSilentWhenItsTokenExpires() {
    feeding.server.replaceTokens(
        List.of(
            TestTokens.of(
                "soon",
                "soon",
                Set.of(Scope.FEED),
                OptionalLong.of(System.currentTimeMillis() + 1_500),
                "*")));
    try (TestDesk desk = bearing("soon")) {
      desk.subscribe("gate").next("snapshot");
      assertThat(desk.closeCode()).isEqualTo((short) 4401);
    }
  }

  @Test
  void shouldBoundTheDesksOfOneToken() throws Exception {
    try (TestDesk first = bearing(ETH);
        TestDesk second = bearing(ETH);
        TestDesk third = bearing(ETH);
        TestDesk other = bearing(ALL)) {
      assertThat(third.closeCode()).isEqualTo((short) 4403);
      first.next("hello");
      second.next("hello");
      other.next("hello");
      Feeding.await(first.socket().close());
      Feeding.eventually(
          Duration.ofSeconds(20),
          () -> {
            try (TestDesk next = bearing(ETH)) {
              return next.say("{\"op\":\"ping\"}").next(frame -> true, "frame") != null;
            } catch (AssertionError stillFull) {
              return false;
            }
          });
    }
    assertThat(feeding.server.refused(Refusal.TOKEN_CROWD)).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /livez, '', 200",
    "GET, /readyz, '', 200",
    "GET, /, '', 200",
    "GET, /v1/markets, '', 401",
    "GET, /v1/markets, wrong, 401",
    "GET, /v1/markets, " + PAST + ", 401",
    "GET, /v1/markets, " + FEEDS + ", 403",
    "GET, /v1/markets, " + ETH + ", 200",
    "GET, //v1/markets, '', 401",
    "GET, /%761/markets, '', 401",
    "GET, /x/../v1/markets, '', 401",
    "HEAD, /v1/markets, '', 401",
    "GET, /v1/nothing, '', 401",
    "GET, /metrics, '', 401",
    "GET, /metrics, " + ETH + ", 403",
    "GET, /metrics, " + ALL + ", 200",
    "POST, /v1/thing, '', 401",
    "POST, /v1/thing, " + ALL + ", 403",
    "POST, /v1/thing, " + OPERATES + ", 200",
    "DELETE, /elsewhere, '', 401",
    "DELETE, /elsewhere, " + OPERATES + ", 200"
  })
  void shouldGuardRoutes(String method, String path, String token, int status) throws Exception {
    HttpResponse<String> answer =
        token.isEmpty() ? ask(method, path) : ask(method, path, "Authorization", "Bearer " + token);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent())
        .isEqualTo(status == 401);
    assertThat(answer.body()).doesNotContain("canary");
    if (status >= 400) {
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }
  }

  @Test
  void shouldRefuseTwoTokensAndOtherSchemes() throws Exception {
    assertThat(
            ask(
                    "GET",
                    "/v1/markets",
                    "Authorization",
                    "Bearer " + ETH,
                    "Authorization",
                    "Bearer " + ALL)
                .statusCode())
        .isEqualTo(401);
    assertThat(ask("GET", "/v1/markets", "Authorization", "Basic " + ETH).statusCode())
        .isEqualTo(401);
    assertThat(ask("GET", "/v1/markets?token=" + ETH).statusCode()).isEqualTo(401);
  }

  @Test
  void shouldHideOtherMarketsAsIfTheyWereNotThere() throws Exception {
    assertThat(get("/v1/markets", ETH).body()).contains("ETH-USD").doesNotContain("SOL-PERP");
    assertThat(get("/v1/markets", ALL).body()).contains("SOL-PERP");
    for (String kind : List.of("markets/SOL-PERP", "chains/solana")) {
      String[] parts = kind.split("/", -1);
      HttpResponse<String> hidden = get("/v1/" + kind, ETH);
      HttpResponse<String> absent = get("/v1/" + parts[0] + "/none", ETH);
      assertThat(hidden.statusCode()).isEqualTo(404);
      assertThat(hidden.body().replace(parts[1], "none")).isEqualTo(absent.body());
      assertThat(get("/v1/" + kind, ALL).statusCode()).isEqualTo(200);
    }
    assertThat(get("/v1/chains", ETH).body()).contains("ethereum").doesNotContain("solana");
    assertThat(get("/v1/nodes/geth-1", ETH).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldHideTransitionsAndHistogramsOfOtherMarkets() throws Exception {
    assertThat(get("/v1/transitions", ETH).body()).contains("ETH-USD").doesNotContain("SOL-PERP");
    assertThat(get("/v1/transitions?market=SOL-PERP", ETH).statusCode()).isEqualTo(400);
    assertThat(get("/v1/transitions?market=*", ETH).body()).doesNotContain("SOL-PERP");
    String decisions = "/v1/histograms?metric=decision";
    assertThat(new JsonObject(get(decisions, ETH).body()).getLong("count")).isEqualTo(1);
    assertThat(new JsonObject(get(decisions, ALL).body()).getLong("count")).isEqualTo(2);
    String drift = "/v1/histograms?metric=arrival.drift&scope=";
    assertThat(get(drift + "chain:ethereum", ETH).statusCode()).isEqualTo(200);
    assertThat(get(drift + "chain:solana", ETH).statusCode()).isEqualTo(404);
    assertThat(get(drift + "operator:ethereum", ETH).statusCode()).isEqualTo(404);
    assertThat(get(drift + "operator:ethereum", ALL).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldLetInAListedPageWithItsTokenAndNoOther() {
    WebSocketConnectOptions options = TestDesk.options(feeding.port);
    options.putHeader("Origin", "https://desk.example");
    assertThat(TestDesk.refusal(feeding.vertx, options)).isEqualTo(101);
    WebSocketConnectOptions evil = TestDesk.options(feeding.port);
    evil.putHeader("Origin", "https://desk.example.evil")
        .putHeader("Authorization", "Bearer " + ALL);
    assertThat(TestDesk.refusal(feeding.vertx, evil)).isEqualTo(403);
  }

  @Test
  void shouldSendNoWordThatLetsAnotherPageRead() throws Exception {
    HttpResponse<String> answer = get("/v1/markets", ALL);
    assertThat(answer.headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control"));
  }
}

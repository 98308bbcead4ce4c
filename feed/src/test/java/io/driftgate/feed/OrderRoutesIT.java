package io.driftgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.order.DrainOrder;
import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators order, with a client that is not ours. */
final class OrderRoutesIT {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String OVERRIDE = "/v1/markets/A/override";
  private static final String DRAIN = "/v1/nodes/geth-1/drain";
  private static final String GROUNDS = "\"who\":\"alice\",\"why\":\"venue down\"";
  private static Feeding feeding;
  private static FakeGate gate;

  @BeforeAll
  static void open() {
    gate = new FakeGate("A", "B");
    feeding = new Feeding(gate, FeedLimits.DEFAULT, false, router -> {});
    feeding.onGate(
        () -> {
          gate.node(Samples.node("geth-1", 1));
          return true;
        });
  }

  @AfterAll
  static void close() {
    feeding.close();
  }

  private static HttpResponse<String> send(String method, String path, String type, String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + feeding.port + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static JsonObject ok(String method, String path, String body) throws Exception {
    HttpResponse<String> response = send(method, path, "application/json", body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return new JsonObject(response.body());
  }

  private static JsonObject problem(HttpResponse<String> response, int code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(code);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    return new JsonObject(response.body());
  }

  private static List<Object> orders() {
    return feeding.onGate(gate::orders);
  }

  private static Object lastOrder() {
    List<Object> all = orders();
    return all.get(all.size() - 1);
  }

  @Test
  void shouldForceAMarketAndShowIt() throws Exception {
    JsonObject row =
        ok(
            "POST",
            OVERRIDE,
            "{\"kind\":\"FORCE\",\"quotes\":\"WITHDRAW\",\"forMs\":60000," + GROUNDS + "}");

    OverrideOrder order = (OverrideOrder) lastOrder();
    assertThat(order.quotes()).isEqualTo(Quotes.WITHDRAW);
    assertThat(order.liquidations()).isEqualTo(Liquidations.ENABLED);
    assertThat(order.untilNanos() - order.at().nanos()).isEqualTo(TimeUnit.MINUTES.toNanos(1));
    assertThat(row.getJsonObject("override").getString("who"))
        .isEqualTo("alice (not authenticated)");
    assertThat(row.getJsonObject("override").getString("why")).isEqualTo("venue down");
  }

  @Test
  void shouldHoldAMarketUntilAnInstant() throws Exception {
    long until = System.currentTimeMillis() + 30_000;
    ok("POST", OVERRIDE, "{\"kind\":\"HOLD\",\"untilMs\":" + until + "," + GROUNDS + "}");

    OverrideOrder order = (OverrideOrder) lastOrder();
    assertThat(order.kind()).isEqualTo(OverrideOrder.Kind.HOLD);
    assertThat(order.untilNanos() - order.at().nanos())
        .isBetween(TimeUnit.SECONDS.toNanos(20), TimeUnit.SECONDS.toNanos(30));
  }

  @Test
  void shouldLiftAnOverrideByBodyOrByQuery() throws Exception {
    assertThat(ok("DELETE", OVERRIDE, "{" + GROUNDS + "}").containsKey("override")).isFalse();
    HttpResponse<String> bare = send("DELETE", OVERRIDE + "?who=bob&why=venue%20is%20up", "", "");

    assertThat(bare.statusCode()).as(bare.body()).isEqualTo(200);
    OverrideOrder order = (OverrideOrder) lastOrder();
    assertThat(order.who()).isEqualTo("bob (not authenticated)");
    assertThat(order.why()).isEqualTo("venue is up");
    assertThat(order.untilNanos()).isEqualTo(order.at().nanos());
  }

  @Test
  void shouldDrainANodeAndPutItBack() throws Exception {
    JsonObject drained = ok("POST", DRAIN, "{\"forMs\":3600000," + GROUNDS + "}");
    assertThat(drained.getJsonArray("flags")).isEqualTo(new JsonArray().add("DRAINED"));
    JsonObject back = ok("DELETE", DRAIN, "{" + GROUNDS + "}");
    assertThat(back.getJsonArray("flags")).isEmpty();
    assertThat(((DrainOrder) lastOrder()).who()).isEqualTo("alice (not authenticated)");
  }

  @Test
  void shouldSayThatADrainWasRefused() throws Exception {
    gate.refuse(true);
    HttpResponse<String> response =
        send("POST", DRAIN, "application/json", "{\"forMs\":3600000," + GROUNDS + "}");
    gate.refuse(false);
    assertThat(problem(response, 409).getString("detail")).contains("quorum.minNodes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | kind, who, why, forMs",
        "{'kind':'OPEN','forMs':60000,'who':'a','why':'b'} | kind",
        "{'kind':'FORCE','forMs':60000,'who':'a','why':'b'} | kind",
        "{'kind':'FORCE','quotes':'OPEN','forMs':60000,'who':'a','why':'b'} | kind",
        "{'kind':'FORCE','quotes':'open','forMs':60000,'who':'a','why':'b'} | quotes",
        "{'kind':'FORCE','quotes':null,'forMs':60000,'who':'a','why':'b'} | quotes",
        "{'kind':'FORCE','liquidations':1,'forMs':60000,'who':'a','why':'b'} | liquidations",
        "{'kind':'HOLD','quotes':'WIDEN','forMs':60000,'who':'a','why':'b'} | kind",
        "{'kind':'HOLD','forMs':60000,'who':'','why':'b'} | who",
        "{'kind':'HOLD','forMs':60000,'who':'a\\nb','why':'b'} | who",
        "{'kind':'HOLD','forMs':60000,'who':7,'why':'b'} | who",
        "{'kind':'HOLD','forMs':60000,'who':'a'} | why",
        "{'kind':'HOLD','forMs':0,'who':'a','why':'b'} | forMs",
        "{'kind':'HOLD','forMs':60000.5,'who':'a','why':'b'} | forMs",
        "{'kind':'HOLD','forMs':'60000','who':'a','why':'b'} | forMs",
        "{'kind':'HOLD','forMs':9999999999999999999,'who':'a','why':'b'} | forMs",
        "{'kind':'HOLD','untilMs':1000,'who':'a','why':'b'} | untilMs",
        "{'kind':'HOLD','untilMs':1,'forMs':60000,'who':'a','why':'b'} | forMs",
        "{'kind':'HOLD','forms':60000,'forMs':60000,'who':'a','why':'b'} | forms",
      })
  void shouldNameEveryWrongField(String body, String fields) throws Exception {
    int before = orders().size();
    JsonObject problem =
        problem(send("POST", OVERRIDE, "application/json", body.replace('\'', '"')), 400);
    List<String> pointers =
        problem.getJsonArray("errors").stream()
            .map(one -> ((JsonObject) one).getString("pointer"))
            .toList();
    assertThat(pointers)
        .containsExactlyElementsOf(List.of(("#/" + fields).replace(", ", ",#/").split(",")));
    assertThat(orders()).hasSize(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "POST | /v1/markets/A/override | application/json | [] | 400",
        "POST | /v1/markets/A/override | application/json | `` | 400",
        "POST | /v1/markets/A/override | application/json | {'who':'a','who':'b'} | 400",
        "POST | /v1/markets/A/override | application/json | {} {} | 400",
        "POST | /v1/markets/A/override | text/plain | {} | 415",
        "POST | /v1/markets/A/override | `` | {} | 415",
        "GET | /v1/markets/A/override | application/json | {} | 405",
        "PUT | /v1/nodes/geth-1/drain | application/json | {} | 405",
        "POST | /v1/markets/Z/override | application/json |"
            + " {'kind':'HOLD','forMs':60000,'who':'a','why':'b'} | 404",
        "POST | /v1/markets/%3Cb%3E/override | application/json |"
            + " {'kind':'HOLD','forMs':60000,'who':'a','why':'b'} | 404",
        "DELETE | /v1/nodes/Z/drain | application/json | {'who':'a','why':'b'} | 404",
        "DELETE | /v1/nodes/geth-1/drain?who=a | `` | `` | 400",
      })
  void shouldRefuseWhatIsNoOrder(String method, String path, String type, String body, int code)
      throws Exception {
    int before = orders().size();
    HttpResponse<String> response = send(method, path, type, body.replace('\'', '"'));
    assertThat(problem(response, code).getString("detail")).isNotBlank().doesNotContain("<");
    assertThat(orders()).hasSize(before);
  }

  @Test
  void shouldNameTheMethodsThatAreAllowed() throws Exception {
    HttpResponse<String> response = send("GET", OVERRIDE, "", "");
    assertThat(response.headers().firstValue("Allow")).hasValue("POST, DELETE");
  }

  @Test
  void shouldRefuseABodyThatIsTooLarge() throws Exception {
    String body = "{\"why\":\"" + "x".repeat(16_384) + "\"}";
    problem(send("POST", OVERRIDE, "application/json", body), 413);
  }

  @Test
  void shouldNotBeCalledByTheNameOfAnotherSite() throws Exception {
    String answer =
        RawHttp.ask(
            feeding.port,
            "DELETE " + OVERRIDE + "?who=a&why=b HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 421 ");
  }

  @Test
  void shouldNotBeOrderedAboutByAPageOfAnotherSite() throws Exception {
    String answer =
        RawHttp.ask(
            feeding.port,
            """
            POST /v1/config/reload HTTP/1.1\r
            Host: 127.0.0.1\r
            Content-Length: 0\r
            Origin: https://evil.example\r
            \r
            """);
    assertThat(answer).startsWith("HTTP/1.1 403 ");
  }

  @Test
  void shouldDoNothingLaterWhenTheGateDidNotAnswerInTime() throws Exception {
    int before = orders().size();
    feeding.gateLoop.runOnContext(
        stall -> {
          long until = System.nanoTime() + 1_800_000_000L;
          while (System.nanoTime() < until) {
            Thread.onSpinWait();
          }
        });
    HttpResponse<String> response =
        send("DELETE", OVERRIDE, "application/json", "{" + GROUNDS + "}");
    assertThat(problem(response, 503).getString("detail")).contains("nothing was done");
    assertThat(orders()).hasSize(before);
  }
}

package io.driftgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.ShadowRow;
import io.driftgate.feed.access.FeedAccess;
import io.driftgate.feed.access.Scope;
import io.driftgate.feed.access.Token;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may order what, by token. */
final class OrderAccessIT {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String ALL = "canary-operates-all-0123456789abcdef";
  private static final String ETH = "canary-operates-eth-0123456789abcdef";
  private static final String READS = "canary-reads-0123456789abcdef";
  private static final String GROUNDS = "\"who\":\"alice\",\"why\":\"test\"";
  private static Feeding feeding;

  @BeforeAll
  static void open() {
    Set<Scope> both = Set.of(Scope.READ, Scope.OPERATE);
    List<Token> tokens =
        List.of(
            TestTokens.of("all", ALL, both, OptionalLong.empty(), "*"),
            TestTokens.of("eth", ETH, both, OptionalLong.empty(), "ETH-*"),
            TestTokens.of("reads", READS, Set.of(Scope.READ), OptionalLong.empty(), "*"));
    FakeGate gate = new FakeGate("ETH-PERP", "SOL-PERP");
    feeding = new Feeding(gate, new FeedAccess(tokens, Optional.empty(), Set.of(), true));
    feeding.onGate(
        () -> {
          gate.node(Samples.node("geth-1", 1));
          gate.shadow(new ShadowRow("tight", Samples.row("ETH-PERP", 1, Quotes.OPEN)));
          gate.shadow(new ShadowRow("tight", Samples.row("SOL-PERP", 1, Quotes.OPEN)));
          return true;
        });
  }

  @AfterAll
  static void close() {
    feeding.close();
  }

  private static HttpResponse<String> send(String method, String path, String token, String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + feeding.port + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/markets/ETH-PERP/override, '', 401",
    "/v1/markets/ETH-PERP/override, " + READS + ", 403",
    "/v1/markets/SOL-PERP/override, " + ETH + ", 404",
    "/v1/nodes/geth-1/drain, '', 401",
    "/v1/nodes/geth-1/drain, " + READS + ", 403",
    "/v1/nodes/geth-1/drain, " + ETH + ", 403",
    "/v1/config/reload, '', 401",
    "/v1/config/reload, " + READS + ", 403",
    "/v1/config/reload, " + ETH + ", 403"
  })
  void shouldTakeOrdersFromThoseOnlyWhomTheyConcern(String path, String token, int code)
      throws Exception {
    int before = feeding.onGate(feeding.gate::orders).size();
    String kind = path.endsWith("override") ? "\"kind\":\"HOLD\"," : "";
    String body = path.endsWith("reload") ? "{}" : "{" + kind + "\"forMs\":60000," + GROUNDS + "}";
    assertThat(send("POST", path, token, body).statusCode()).isEqualTo(code);
    if (!path.endsWith("reload")) {
      assertThat(send("DELETE", path, token, "{" + GROUNDS + "}").statusCode()).isEqualTo(code);
    }
    assertThat(feeding.onGate(feeding.gate::orders)).hasSize(before);
  }

  @Test
  void shouldWriteDownWhichTokenOrdered() throws Exception {
    String body = "{\"kind\":\"HOLD\",\"forMs\":60000," + GROUNDS + "}";
    HttpResponse<String> row = send("POST", "/v1/markets/ETH-PERP/override", ETH, body);
    assertThat(new JsonObject(row.body()).getJsonObject("override").getString("who"))
        .isEqualTo("eth/alice");
    List<Object> orders = feeding.onGate(feeding.gate::orders);
    assertThat(((OverrideOrder) orders.get(orders.size() - 1)).who()).isEqualTo("eth/alice");
    String drain = "{\"forMs\":60000," + GROUNDS + "}";
    assertThat(send("POST", "/v1/nodes/geth-1/drain", ALL, drain).statusCode()).isEqualTo(200);
    assertThat(send("POST", "/v1/config/reload", ALL, "{}").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldShowShadowsOfTheTokensMarketsOnly() throws Exception {
    String all = send("GET", "/v1/shadow", ALL, "").body();
    assertThat(all).contains("ETH-PERP", "SOL-PERP");
    assertThat(send("GET", "/v1/shadow", ETH, "").body())
        .contains("ETH-PERP")
        .doesNotContain("SOL-PERP");
  }
}

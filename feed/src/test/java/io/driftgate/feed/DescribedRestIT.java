package io.driftgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.ShadowRow;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What REST answers is what {@code /openapi.yaml} says, by Vert.x's OpenAPI validator. */
final class DescribedRestIT {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String GROUNDS = "\"who\":\"alice\",\"why\":\"venue down\"}";
  private static final String FORCE =
      "{\"kind\":\"FORCE\",\"quotes\":\"WIDEN\",\"liquidations\":\"PAUSED\",\"forMs\":60000,"
          + GROUNDS;
  private static final String DRAIN = "{\"forMs\":60000," + GROUNDS;
  private static final String LIFT = "{" + GROUNDS;

  private static final AtomicReference<Router> ROUTER = new AtomicReference<>();
  private static Feeding feeding;
  private static Descriptions descriptions;
  private static OpenAPIContract contract;
  private static ResponseValidator validator;

  @BeforeAll
  static void open() throws Exception {
    FakeGate gate = new FakeGate("A", "B");
    feeding = new Feeding(gate, FeedLimits.DEFAULT, false, ROUTER::set);
    feeding.onGate(
        () -> {
          gate.chain(Samples.chain("ethereum", 1));
          gate.chain(Samples.unknownChain("dark"));
          gate.node(Samples.node("geth-1", 1));
          gate.node(Samples.unknownNode("dark-1"));
          gate.shadow(new ShadowRow("tight", Samples.row("A", 3, Quotes.WIDEN)));
          gate.reasons(List.of(Samples.reason()));
          gate.move("A", Quotes.OPEN);
          gate.move("B", Quotes.WIDEN);
          return true;
        });
    descriptions =
        new Descriptions(
            send("GET", "/openapi.yaml", "").body(), send("GET", "/asyncapi.yaml", "").body());
    contract = Feeding.await(OpenAPIContract.from(feeding.vertx, descriptions.contract()));
    validator = ResponseValidator.create(feeding.vertx, contract);
  }

  @AfterAll
  static void close() {
    feeding.close();
  }

  private static HttpResponse<String> send(String method, String path, String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + feeding.port + path));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    request.method(method, HttpRequest.BodyPublishers.ofString(body));
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Sends it, and holds the answer against the description. The operation's id. */
  private static String check(String method, String path, String body, int code) throws Exception {
    HttpResponse<String> response = send(method, path, body);
    String as = method + " " + path + ": " + response.body();
    assertThat(response.statusCode()).as(as).isEqualTo(code);
    Operation operation =
        contract.findOperation(path.replaceAll("[?].*", ""), HttpMethod.valueOf(method));
    assertThat(operation).as("described: " + as).isNotNull();
    assertThat(operation.getResponse(code)).as("%s of %s is described", code, as).isNotNull();
    String type = response.headers().firstValue("Content-Type").orElseThrow();
    assertThat(type)
        .as(as)
        .isIn(
            code >= 400
                ? List.of("application/problem+json")
                : List.of("application/json", "application/yaml"));
    if (!type.endsWith("yaml")) {
      Feeding.await(
          validator.validate(
              ValidatableResponse.create(code, Buffer.buffer(response.body()), "application/json"),
              operation.getOperationId()));
    }
    return operation.getOperationId();
  }

  @Test
  void shouldAnswerEveryOperationAsDescribed() throws Exception {
    Set<String> done = new HashSet<>(Set.of("metrics")); // mounted by others
    for (String path :
        List.of(
            "/v1/markets",
            "/v1/markets/A",
            "/v1/chains",
            "/v1/chains/ethereum",
            "/v1/chains/dark",
            "/v1/nodes",
            "/v1/nodes/geth-1",
            "/v1/nodes/dark-1",
            "/v1/transitions",
            "/v1/transitions?since=0&limit=1",
            "/v1/histograms?metric=arrival.drift&scope=chain:ethereum&window=5m",
            "/v1/histograms?metric=finality.lag&scope=chain:ethereum",
            "/v1/histograms?metric=decision",
            "/v1/shadow",
            "/livez",
            "/readyz",
            "/openapi.yaml",
            "/asyncapi.yaml")) {
      done.add(check("GET", path, "", 200));
    }
    done.add(check("POST", "/v1/markets/A/override", FORCE, 200));
    check("GET", "/v1/markets/A", "", 200);
    done.add(check("DELETE", "/v1/markets/A/override", LIFT, 200));
    done.add(check("POST", "/v1/nodes/geth-1/drain", DRAIN, 200));
    done.add(check("DELETE", "/v1/nodes/geth-1/drain?who=a&why=b", "", 200));
    done.add(check("POST", "/v1/config/reload", "", 200));
    check("POST", "/v1/config/reload", "{\"who\":\"a\",\"dryRun\":true}", 200);

    assertThat(contract.operations())
        .extracting(Operation::getOperationId)
        .containsExactlyInAnyOrderElementsOf(done);
  }

  @Test
  void shouldRefuseAsDescribed() throws Exception {
    check("GET", "/v1/markets/Z", "", 404);
    check("GET", "/v1/chains/Z", "", 404);
    check("GET", "/v1/nodes/Z", "", 404);
    check("GET", "/v1/transitions?limit=0", "", 400);
    check("GET", "/v1/histograms?metric=x", "", 400);
    check("GET", "/v1/histograms?metric=round.trip&scope=node:Z", "", 404);
    check("POST", "/v1/markets/Z/override", FORCE, 404);
    check("POST", "/v1/markets/A/override", "{\"kind\":7}", 400);
    check("POST", "/v1/markets/A/override", "", 415);
    check("POST", "/v1/markets/A/override", " ".repeat(20_000), 413);
    check("DELETE", "/v1/markets/A/override", "[]", 400);
    check("POST", "/v1/nodes/Z/drain", DRAIN, 404);
    check("DELETE", "/v1/nodes/geth-1/drain", "", 400);
    check("POST", "/v1/config/reload", "{\"who\":\"mistaken\"}", 422);
    check("POST", "/v1/config/reload?who=second", "", 409);
    check("POST", "/v1/config/reload?dryRun=perhaps", "", 400);
    check("POST", "/v1/config/reload", "[]", 400);
    feeding.gate.refuse(true);
    check("POST", "/v1/nodes/geth-1/drain", DRAIN, 409);
    feeding.gate.refuse(false);
  }

  @Test
  void shouldDescribeEveryRoute() {
    for (Route route : ROUTER.get().getRoutes()) {
      if (route.getPath() != null && route.methods() != null) {
        String path = route.getPath().replaceAll(":(\\w+)", "{$1}");
        for (HttpMethod method : route.methods()) {
          assertThat(contract.getPaths())
              .as(method + " " + path)
              .anyMatch(
                  one ->
                      one.getName().equals(path)
                          && (method.equals(HttpMethod.HEAD)
                              || one.getOperations().stream()
                                  .anyMatch(it -> it.getHttpMethod().equals(method))));
        }
      }
    }
  }

  @Test
  void shouldDescribeOrdersAsTheyAreTaken() throws Exception {
    assertThat(descriptions.orderFaults("OverrideOrder", FORCE)).isEmpty();
    assertThat(descriptions.orderFaults("DrainOrder", DRAIN)).isEmpty();
    assertThat(descriptions.orderFaults("Lift", LIFT)).isEmpty();
    assertThat(descriptions.orderFaults("Lift", DRAIN)).isNotEmpty();
    assertThat(descriptions.orderFaults("DrainOrder", LIFT)).isNotEmpty();
    assertThat(descriptions.orderFaults("OverrideOrder", FORCE.replace("WIDEN", "open")))
        .isNotEmpty();
  }
}

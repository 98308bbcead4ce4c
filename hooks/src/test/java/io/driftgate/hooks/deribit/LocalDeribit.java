package io.driftgate.hooks.deribit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driftgate.hooks.http.Endpoint;
import io.driftgate.hooks.http.Json;
import io.driftgate.hooks.http.Misdeed;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Deribit as far as its documentation describes what we use: login by signature, tokens, cancels,
 * heartbeats, cancel on disconnect. A second of its heartbeats lasts {@code secondMs}, since the
 * venue's own minimum of ten would make tests slow.
 */
final class LocalDeribit {
  static final String CLIENT = "AMANDA";
  static final String SECRET = "AMANDASECRECT";
  private static final String PATH = "/ws/api/v2";
  private static final long TIME_WINDOW_MS = 5000;

  /** An order or a quote. */
  record Order(String name, boolean quote, String set, String instrument, String label, int by) {
    String currency() {
      return instrument.substring(0, instrument.indexOf('-'));
    }
  }

  final List<Order> orders = new CopyOnWriteArrayList<>();
  final Queue<Misdeed> misdeeds = new ConcurrentLinkedQueue<>();
  final List<String> methods = new CopyOnWriteArrayList<>();
  final AtomicInteger connections = new AtomicInteger();
  final AtomicInteger logins = new AtomicInteger();
  final AtomicInteger tests = new AtomicInteger();
  final AtomicInteger cut = new AtomicInteger();
  volatile long secondMs = 1000;
  volatile long aheadMs;
  volatile long tokenSeconds = 900;
  volatile boolean scopeGranted = true;
  volatile boolean accountArmed;
  volatile boolean frozen;

  private final Vertx vertx;
  private final HttpServer server;
  private final Map<Integer, Session> sessions = new ConcurrentHashMap<>();
  private final Set<String> nonces = new HashSet<>();

  LocalDeribit(Vertx vertx) {
    this.vertx = vertx;
    this.server =
        vertx
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
            .webSocketHandshakeHandler(
                shake -> {
                  if (shake.path().equals(PATH)) {
                    shake.accept();
                  } else {
                    shake.reject(404);
                  }
                })
            .webSocketHandler(socket -> new Session(socket).begin());
  }

  void start() {
    server.listen().toCompletionStage().toCompletableFuture().join();
  }

  Endpoint endpoint() {
    return Endpoint.of(URI.create("ws://127.0.0.1:" + server.actualPort() + PATH));
  }

  /** As a desk's own connection would place it. */
  void quote(String name, String set, String instrument) {
    orders.add(new Order(name, true, set, instrument, "", 0));
  }

  void order(String name, String label, String instrument) {
    orders.add(new Order(name, false, "", instrument, label, 0));
  }

  /** As if it had come over the connection of a number. */
  void orderBy(String name, int connection) {
    orders.add(new Order(name, false, "", "BTC-PERPETUAL", "", connection));
  }

  List<String> names() {
    return orders.stream().map(Order::name).toList();
  }

  void endTokens() {
    sessions.values().forEach(session -> session.tokens.clear());
  }

  void dropConnections() {
    sessions.values().forEach(session -> session.socket.close());
  }

  private final class Session {
    private final ServerWebSocket socket;
    private final int number = connections.incrementAndGet();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private boolean armed = accountArmed;
    private boolean loggedOut;
    private long beat = -1;
    private boolean tested;

    Session(ServerWebSocket socket) {
      this.socket = socket;
    }

    void begin() {
      sessions.put(number, this);
      socket.textMessageHandler(this::onText);
      socket.closeHandler(v -> onClose());
    }

    private void onClose() {
      sessions.remove(number);
      vertx.cancelTimer(beat);
      if (armed && !loggedOut) {
        orders.removeIf(order -> order.by() == number);
      }
    }

    private void onText(String text) {
      JsonNode request = Json.object(text).orElseThrow();
      String method = request.path("method").textValue();
      methods.add(method);
      if (!"2.0".equals(request.path("jsonrpc").textValue())
          || !request.path("id").isIntegralNumber()) {
        error(request, -32600);
        return;
      }
      JsonNode params = request.path("params");
      switch (method) {
        case "public/auth" -> auth(request, params);
        case "public/get_time" -> result(request, now());
        case "public/test" -> test(request);
        case "public/set_heartbeat" -> heartbeat(request, params);
        default -> privately(request, method, params);
      }
    }

    private void auth(JsonNode request, JsonNode params) {
      long timestamp = params.path("timestamp").longValue();
      String nonce = params.path("nonce").textValue();
      String wanted = hmac(timestamp + "\n" + nonce + "\n" + params.path("data").textValue());
      boolean good =
          params.path("grant_type").textValue().equals("client_signature")
              && params.path("client_id").textValue().equals(CLIENT)
              && params.path("signature").textValue().equals(wanted)
              && Math.abs(timestamp - now()) < TIME_WINDOW_MS
              && !params.has("client_secret")
              && nonces.add(nonce);
      if (!good) {
        error(request, 13004);
        return;
      }
      String token = "token-" + nonce;
      tokens.add(token);
      logins.incrementAndGet();
      ObjectNode result = Json.object();
      result.put("access_token", token).put("expires_in", tokenSeconds).put("token_type", "bearer");
      answer(request, result);
    }

    private void heartbeat(JsonNode request, JsonNode params) {
      int interval = params.path("interval").intValue();
      if (interval < 10) {
        error(request, 11029);
        return;
      }
      vertx.cancelTimer(beat);
      beat = vertx.setPeriodic(Math.max(1, interval * secondMs), id -> beat());
      answer(request, Json.object().textNode("ok"));
    }

    private void beat() {
      if (tested) {
        cut.incrementAndGet();
        socket.close();
        return;
      }
      tested = true;
      ObjectNode note = Json.object().put("jsonrpc", "2.0").put("method", "heartbeat");
      note.set("params", Json.object().put("type", "test_request"));
      socket.writeTextMessage(note.toString());
    }

    private void test(JsonNode request) {
      tested = false;
      tests.incrementAndGet();
      answer(request, Json.object().put("version", "1.2.26"));
    }

    private void privately(JsonNode request, String method, JsonNode params) {
      if (!tokens.contains(params.path("access_token").asText())) {
        error(request, 13009);
      } else if (!scopeGranted) {
        error(request, 13021);
      } else if (method.contains("cancel_on_disconnect")) {
        disconnect(request, method, params);
      } else {
        cancel(request, method, params);
      }
    }

    private void disconnect(JsonNode request, String method, JsonNode params) {
      boolean account = params.path("scope").textValue().equals("account");
      if (method.equals("private/enable_cancel_on_disconnect")) {
        armed = armed || !account;
        accountArmed = accountArmed || account;
        answer(request, Json.object().textNode("ok"));
      } else {
        answer(
            request,
            Json.object()
                .put("scope", params.path("scope").textValue())
                .put("enabled", account ? accountArmed : armed));
      }
    }

    private void cancel(JsonNode request, String method, JsonNode params) {
      Misdeed misdeed = misdeeds.poll();
      if (misdeed == null) {
        act(request, method, params);
        return;
      }
      switch (misdeed) {
        case HANG -> {}
        case ACT_AND_HANG -> remove(matching(method, params));
        case ACT_AND_500 -> {
          remove(matching(method, params));
          error(request, 13028);
        }
        case ERROR_500 -> error(request, 11094);
        case RATE_LIMIT -> error(request, 10028);
        case NO_PERMISSION -> error(request, 13021);
        case ACT_AND_CLOSE -> {
          remove(matching(method, params));
          socket.close();
        }
        case ACT_AND_NONSENSE -> {
          remove(matching(method, params));
          answer(request, Json.object().textNode("three"));
        }
        case WRONG_CLOCK, REDIRECT, ACT_AND_FLOOD ->
            throw new IllegalStateException("not over a WebSocket");
      }
    }

    private void act(JsonNode request, String method, JsonNode params) {
      result(request, remove(matching(method, params)));
      frozen = params.path("freeze_quotes").booleanValue();
    }

    private void result(JsonNode request, long number) {
      answer(request, Json.object().numberNode(number));
    }

    private void answer(JsonNode request, JsonNode result) {
      ObjectNode answer = Json.object().put("jsonrpc", "2.0");
      answer.set("id", request.path("id"));
      answer.set("result", result);
      socket.writeTextMessage(answer.toString());
    }

    private void error(JsonNode request, int code) {
      ObjectNode answer = Json.object().put("jsonrpc", "2.0");
      answer.set("id", request.path("id"));
      answer.set("error", Json.object().put("code", code).put("message", "said by the venue"));
      socket.writeTextMessage(answer.toString());
    }
  }

  private long now() {
    return System.currentTimeMillis() + aheadMs;
  }

  private int remove(Predicate<Order> which) {
    int before = orders.size();
    orders.removeIf(which);
    return before - orders.size();
  }

  private static Predicate<Order> matching(String method, JsonNode params) {
    return switch (method) {
      case "private/cancel_all" -> order -> true;
      case "private/cancel_by_label" ->
          order -> order.label().equals(params.path("label").textValue());
      case "private/cancel_quotes" ->
          switch (params.path("cancel_type").textValue()) {
            case "all" -> Order::quote;
            case "quote_set_id" ->
                order -> order.quote() && order.set().equals(params.path("quote_set_id").asText());
            case "instrument" ->
                order ->
                    order.quote()
                        && order.instrument().equals(params.path("instrument_name").asText());
            case "currency" ->
                order -> order.quote() && order.currency().equals(params.path("currency").asText());
            default -> throw new IllegalStateException("cancel_type");
          };
      default -> throw new IllegalStateException(method);
    };
  }

  private static String hmac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

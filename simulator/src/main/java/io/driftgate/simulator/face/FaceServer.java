package io.driftgate.simulator.face;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driftgate.simulator.node.Reach;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** One node's port: JSON-RPC over HTTP POST and over WebSocket. On the fleet's loop. */
final class FaceServer {
  private static final String HOST = "127.0.0.1";
  private static final String SUBSCRIBE = "Subscribe";
  private static final int BAD_REQUEST = 400;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Node node;
  private final HttpServer server;
  private final Map<ServerWebSocket, Subscription> subscribers = new LinkedHashMap<>();
  private long subscriptions;

  /**
   * Who is asked.
   *
   * @param reach what happens to who asks now
   * @param answer to a method and its parameters
   */
  record Node(Supplier<Reach> reach, BiFunction<String, JsonNode, Reply> answer) {}

  private record Subscription(long id, String notification) {}

  FaceServer(Vertx vertx, Node node) {
    this.node = node;
    server =
        vertx
            .createHttpServer()
            .requestHandler(this::onRequest)
            .webSocketHandler(this::onWebSocket);
  }

  Future<HttpServer> start() {
    return server.listen(0, HOST);
  }

  int port() {
    return server.actualPort();
  }

  Future<Void> stop() {
    return server.close();
  }

  /** Tells every subscriber. */
  void push(JsonNode news) {
    subscribers.forEach(
        (socket, subscription) -> {
          ObjectNode message = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
          message.put("method", subscription.notification());
          ObjectNode params = message.putObject("params");
          params.set("result", news);
          params.put("subscription", subscription.id());
          send(socket, message);
        });
  }

  private void onRequest(HttpServerRequest request) {
    request.body().onSuccess(body -> onBody(request, body));
  }

  /** Who hangs never answers; who refuses drops the connection. */
  private void onBody(HttpServerRequest request, Buffer body) {
    switch (node.reach().get()) {
      case ANSWERS -> respond(request, body);
      case REFUSES -> request.connection().close();
      case HANGS -> request.pause();
    }
  }

  private void respond(HttpServerRequest request, Buffer body) {
    try {
      request
          .response()
          .putHeader("Content-Type", "application/json")
          .end(answer(JSON.readTree(body.getBytes())).toString());
    } catch (java.io.IOException noJson) {
      request.response().setStatusCode(BAD_REQUEST).end();
    }
  }

  private JsonNode answer(JsonNode asked) {
    if (!asked.isArray()) {
      return single(asked);
    }
    ArrayNode answers = JsonNodeFactory.instance.arrayNode();
    asked.forEach(call -> answers.add(single(call)));
    return answers;
  }

  private ObjectNode single(JsonNode call) {
    Reply reply = node.answer().apply(call.path("method").asText(), call.path("params"));
    return reply.response(call.path("id"));
  }

  private void onWebSocket(ServerWebSocket socket) {
    socket.closeHandler(closed -> subscribers.remove(socket));
    socket.textMessageHandler(text -> onMessage(socket, text));
  }

  private void onMessage(ServerWebSocket socket, String text) {
    try {
      JsonNode call = JSON.readTree(text);
      String method = call.path("method").asText();
      if (!method.endsWith(SUBSCRIBE)) {
        send(socket, single(call));
        return;
      }
      subscriptions++;
      String notification = method.replace(SUBSCRIBE, "Notification");
      subscribers.put(socket, new Subscription(subscriptions, notification));
      send(socket, Reply.of(subscriptions).response(call.path("id")));
    } catch (JsonProcessingException noJson) {
      socket.close();
    }
  }

  private static void send(ServerWebSocket socket, JsonNode message) {
    if (!socket.isClosed()) {
      socket.writeTextMessage(message.toString());
    }
  }
}

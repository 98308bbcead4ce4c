package io.driftgate.simulator.cometbft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.driftgate.simulator.chain.Block;
import io.driftgate.simulator.node.Reach;
import io.driftgate.simulator.node.SimulatedNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The port of one node: JSON-RPC posted to {@code /}, and a WebSocket at {@code /websocket}. A node
 * that refuses closes connections instead of its port. On the fleet's loop.
 */
final class CometServer {
  private static final String HOST = "127.0.0.1";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final SimulatedNode node;
  private final CometDesk desk;
  private final Runnable catchUp;

  /** Each open WebSocket that subscribed, with the call by which it did. */
  private final Map<ServerWebSocket, JsonNode> subscribers = new LinkedHashMap<>();

  /**
   * Listens nowhere yet.
   *
   * @param catchUp lets the model live up to now
   */
  CometServer(Vertx vertx, SimulatedNode node, CometDesk desk, Runnable catchUp) {
    this.node = node;
    this.desk = desk;
    this.catchUp = catchUp;
    this.server =
        vertx
            .createHttpServer()
            .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
            .webSocketHandler(this::onOpen);
  }

  Future<?> start() {
    return server.listen(0, HOST);
  }

  Future<Void> stop() {
    return server.close();
  }

  int port() {
    return server.actualPort();
  }

  void push(Block head) {
    subscribers.forEach((socket, call) -> send(socket, desk.event(call, head)));
  }

  private void answer(HttpServerRequest request, Buffer body) {
    catchUp.run();
    if (node.reach() == Reach.REFUSES || request.path().length() > 1) {
      request.connection().close();
    } else if (node.reach() == Reach.ANSWERS) {
      JsonNode calls = read(body);
      JsonNode answer = calls.isArray() ? batch(calls) : desk.answer(calls);
      request.response().putHeader("Content-Type", "application/json").end(answer.toString());
    }
  }

  private ArrayNode batch(JsonNode calls) {
    ArrayNode answers = JsonNodeFactory.instance.arrayNode();
    calls.forEach(call -> answers.add(desk.answer(call)));
    return answers;
  }

  private void onOpen(ServerWebSocket socket) {
    socket.closeHandler(closed -> subscribers.remove(socket));
    socket.textMessageHandler(text -> onCall(socket, read(Buffer.buffer(text))));
  }

  private void onCall(ServerWebSocket socket, JsonNode call) {
    catchUp.run();
    if (node.reach() == Reach.REFUSES) {
      socket.close();
    } else if (node.reach() == Reach.ANSWERS) {
      send(socket, desk.answer(call));
      if (call.path("method").asText().equals("subscribe")) {
        subscribers.put(socket, call);
      }
    }
  }

  private static void send(ServerWebSocket socket, JsonNode message) {
    socket.writeTextMessage(message.toString());
  }

  private static JsonNode read(Buffer body) {
    try {
      return JSON.readTree(body.getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("only our own collector asks", e);
    }
  }
}

package io.driftgate.simulator.beacon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driftgate.simulator.chain.Block;
import io.driftgate.simulator.node.Reach;
import io.driftgate.simulator.node.SimulatedNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The port of one node. Who asks a node that hangs gets no answer; who asks one that refuses loses
 * the connection. On the fleet's loop.
 */
final class BeaconServer {
  private static final String EVENTS = "/eth/v1/events";
  private static final Set<String> TOPICS = Set.of("head", "chain_reorg", "finalized_checkpoint");
  private static final int MAX_STREAMS = 64;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private final SimulatedNode node;
  private final BeaconJson json;
  private final Runnable catchUp;
  private final HttpServer server;
  private final Map<HttpServerResponse, List<String>> streams = new LinkedHashMap<>();
  private Optional<ObjectNode> finalized;

  /**
   * @param catchUp lets the model live up to now
   */
  BeaconServer(Vertx vertx, SimulatedNode node, BeaconJson json, Runnable catchUp) {
    this.node = node;
    this.json = json;
    this.catchUp = catchUp;
    this.server = vertx.createHttpServer().requestHandler(this::onRequest);
    this.finalized = json.finalizedEvent();
  }

  Future<Integer> start() {
    return server.listen(0, "127.0.0.1").map(HttpServer::actualPort);
  }

  Future<Void> stop() {
    return server.close();
  }

  BeaconJson json() {
    return json;
  }

  /** Tells every stream of a new head, and of a checkpoint that came with it. */
  void push(Block head) {
    Optional<ObjectNode> before = finalized;
    finalized = json.finalizedEvent();
    tell("head", json.headEvent(head));
    if (!finalized.equals(before)) {
      finalized.ifPresent(event -> tell("finalized_checkpoint", event));
    }
  }

  /** The node answers otherwise than before: streams do not outlive it. */
  void onReach(Reach reach) {
    if (reach == Reach.REFUSES) {
      List.copyOf(streams.keySet()).forEach(HttpServerResponse::reset);
    }
  }

  private void tell(String event, ObjectNode data) {
    String text = "event: " + event + "\ndata: " + data + "\n\n";
    streams.forEach(
        (stream, topics) -> {
          if (topics.contains(event)) {
            stream.write(text);
          }
        });
  }

  private void onRequest(HttpServerRequest request) {
    catchUp.run();
    switch (node.reach()) {
      case REFUSES -> request.connection().close();
      case HANGS -> request.response().exceptionHandler(gone -> {});
      case ANSWERS -> answer(request);
    }
  }

  private void answer(HttpServerRequest request) {
    if (request.path().equals(EVENTS)) {
      open(request.params().getAll("topics"), request.response());
      return;
    }
    HttpServerResponse response = request.response().putHeader("Content-Type", "application/json");
    Optional<ObjectNode> answer = json.answer(request.path());
    response.setStatusCode(answer.isPresent() ? response.getStatusCode() : NOT_FOUND);
    response.end(answer.map(ObjectNode::toString).orElse("{\"code\":404,\"message\":\"none\"}"));
  }

  /** A topic that is not known is refused, as clients do. */
  private void open(List<String> topics, HttpServerResponse response) {
    if (!TOPICS.containsAll(topics)) {
      response.setStatusCode(BAD_REQUEST).end("{\"code\":400,\"message\":\"no such topic\"}");
    } else if (streams.size() == MAX_STREAMS) {
      response.setStatusCode(UNAVAILABLE).end();
    } else {
      response.putHeader("Content-Type", "text/event-stream").setChunked(true);
      response.exceptionHandler(gone -> streams.remove(response));
      response.closeHandler(gone -> streams.remove(response));
      response.write(":\n\n");
      streams.put(response, topics);
    }
  }
}

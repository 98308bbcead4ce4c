package io.driftgate.app.anvil;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A desk that remembers every frame, and asks REST what it wants to know beside it. */
final class DeskProbe implements WebSocket.Listener, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** A frame and the wall time at which it was complete. */
  record Frame(JsonNode json, long readMs) {}

  private final int port;
  private final StringBuilder partial = new StringBuilder();
  private final List<Frame> frames = new CopyOnWriteArrayList<>();
  private WebSocket socket;

  private DeskProbe(int port) {
    this.port = port;
  }

  static DeskProbe connect(int port) throws Exception {
    DeskProbe desk = new DeskProbe(port);
    desk.socket =
        HTTP.newWebSocketBuilder()
            .subprotocols("driftgate.v1")
            .buildAsync(URI.create("ws://127.0.0.1:" + port + "/v1/feed"), desk)
            .get(5, TimeUnit.SECONDS);
    desk.socket.sendText("{\"op\":\"subscribe\"}", true).get(5, TimeUnit.SECONDS);
    Patience.until("a snapshot", () -> desk.newest("snapshot").isPresent());
    return desk;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
    partial.append(text);
    if (last) {
      frames.add(new Frame(parse(partial.toString()), System.currentTimeMillis()));
      partial.setLength(0);
    }
    from.request(1);
    return CompletableFuture.completedStage(null);
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new IllegalStateException(text, e);
    }
  }

  private Optional<Frame> newest(String type) {
    return frames.stream()
        .filter(frame -> frame.json().get("type").asText().equals(type))
        .reduce((older, newer) -> newer);
  }

  /** Waits for a market to be in a state and returns the transition that brought it there. */
  JsonNode awaitQuotes(String market, String quotes) throws Exception {
    Patience.until(market + " is " + quotes, () -> quotes(market).equals(quotes));
    return transitions(market).get(transitions(market).size() - 1).json();
  }

  List<Frame> transitions(String market) {
    return frames.stream()
        .filter(frame -> frame.json().get("type").asText().equals("transition"))
        .filter(frame -> frame.json().get("market").asText().equals(market))
        .toList();
  }

  /** As the frames say: the last transition, else the snapshot. */
  String quotes(String market) {
    List<Frame> moves = transitions(market);
    if (!moves.isEmpty()) {
      return moves.get(moves.size() - 1).json().get("quotes").get("to").asText();
    }
    for (JsonNode row : newest("snapshot").orElseThrow().json().get("markets")) {
      if (row.get("id").asText().equals(market)) {
        return row.get("quotes").asText();
      }
    }
    throw new AssertionError("no market " + market);
  }

  /** {@code GET} of a JSON resource. */
  JsonNode get(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return parse(HTTP.send(request, BodyHandlers.ofString()).body());
  }

  JsonNode node(String id) throws Exception {
    return get("/v1/nodes/" + id);
  }

  @Override
  public void close() {
    socket.abort();
  }
}

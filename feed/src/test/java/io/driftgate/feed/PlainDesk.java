package io.driftgate.feed;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A desk on the JDK's own WebSocket that keeps the text of messages as it came. */
final class PlainDesk implements WebSocket.Listener, AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final StringBuilder part = new StringBuilder();
  private WebSocket socket;

  private PlainDesk() {}

  static PlainDesk connect(int port) {
    PlainDesk desk = new PlainDesk();
    desk.socket =
        CLIENT
            .newWebSocketBuilder()
            .subprotocols("driftgate.v1")
            .buildAsync(URI.create("ws://127.0.0.1:" + port + "/v1/feed"), desk)
            .join();
    return desk;
  }

  /** The text that is served under a path. */
  static String get(int port, String path) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + port + path);
    return CLIENT.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
    part.append(text);
    if (last) {
      messages.add(part.toString());
      part.setLength(0);
    }
    from.request(1);
    return null;
  }

  void say(String text) {
    socket.sendText(text, true).join();
  }

  /** The next message of a type; those before it are dropped. */
  String next(String type) throws InterruptedException {
    String message = messages.poll(8, TimeUnit.SECONDS);
    while (message != null && !message.contains("\"type\":\"" + type + "\"")) {
      message = messages.poll(8, TimeUnit.SECONDS);
    }
    if (message == null) {
      throw new AssertionError("no " + type + " came");
    }
    return message;
  }

  @Override
  public void close() {
    socket.abort();
  }
}

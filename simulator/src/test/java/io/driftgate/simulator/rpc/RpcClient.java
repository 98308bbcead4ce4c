package io.driftgate.simulator.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The JDK's own HTTP and WebSocket client, which shares no code with the servers under test. */
final class RpcClient {
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;

  RpcClient(int port) {
    this.port = port;
  }

  static String call(String method, String params) {
    return String.format(
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}", method, params);
  }

  HttpResponse<String> post(String body, Duration patience)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port))
            .timeout(patience)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  JsonNode ask(String body) throws IOException, InterruptedException {
    return json(post(body, PATIENCE).body());
  }

  Socket open() {
    BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    WebSocket socket =
        client
            .newWebSocketBuilder()
            .connectTimeout(PATIENCE)
            .buildAsync(URI.create("ws://127.0.0.1:" + port), new Reader(messages))
            .join();
    return new Socket(socket, messages);
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  record Message(JsonNode json, long receivedNanos) {}

  record Socket(WebSocket socket, BlockingQueue<Message> messages) {
    JsonNode ask(String body) throws InterruptedException {
      socket.sendText(body, true).join();
      return next().json();
    }

    /** The next message, or a failure after {@link #PATIENCE}. */
    Message next() throws InterruptedException {
      Message message = messages.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (message == null) {
        throw new AssertionError("no message within " + PATIENCE);
      }
      return message;
    }

    Socket subscribed() throws InterruptedException {
      ask(call("eth_subscribe", "[\"newHeads\"]"));
      return this;
    }
  }

  private static final class Reader implements WebSocket.Listener {
    private final BlockingQueue<Message> messages;
    private final StringBuilder text = new StringBuilder();

    Reader(BlockingQueue<Message> messages) {
      this.messages = messages;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      long receivedNanos = System.nanoTime();
      text.append(part);
      if (last) {
        messages.add(new Message(json(text.toString()), receivedNanos));
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }
}

package io.driftgate.app.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.app.config.ConfigReader;
import io.driftgate.app.config.Reading;
import io.vertx.core.Future;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gate that starts again with a shorter lease: what the process before granted stands. */
final class ShorterLeaseIT {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String ORDER =
      "{\"kind\":\"FORCE\",\"liquidations\":\"PAUSED\",\"forMs\":60000,\"who\":\"a\",\"why\":\"b\"}";

  @TempDir private Path folder;

  private Monitor monitor(String lease) throws Exception {
    String text =
        """
        server: { port: 0 }
        feed: { lease: %s, heartbeat: 100ms }
        chains: [ { id: eth, preset: ethereum } ]
        nodes: [ { id: n1, chain: eth, http: 'http://127.0.0.1:1' } ]
        policies: [ { id: p, bounds: [ { metric: head.staleness, withdraw: 40s } ] } ]
        markets: [ { id: M, legs: [ { chain: eth, policy: p } ] } ]
        """
            .formatted(lease);
    Reading reading =
        ConfigReader.read(
            "t.yaml", folder, text.getBytes(StandardCharsets.UTF_8), name -> Optional.empty());
    return Monitor.of(
        reading.configuration().orElseThrow(), () -> reading, FeedPlacement.SEPARATE, "test");
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  /** Completes with the time of the first confirmation. */
  private static final class Waiting implements WebSocket.Listener {
    final CompletableFuture<Long> confirmedNanos = new CompletableFuture<>();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      if (text.toString().contains("\"type\":\"confirmed\"")) {
        confirmedNanos.complete(System.nanoTime());
      }
      socket.request(1);
      return null;
    }
  }

  @Test
  void shouldConfirmNothingUntilTheLongerOneIsOver() throws Exception {
    Monitor before = monitor("5s");
    await(before.start());
    await(before.stop());
    assertThat(folder.resolve("data/lease")).hasContent("5000");

    Monitor after = monitor("200ms");
    long begunNanos = System.nanoTime();
    try {
      int port = await(after.start());
      Waiting desk = new Waiting();
      WebSocket socket =
          CLIENT
              .newWebSocketBuilder()
              .subprotocols("driftgate.v1")
              .buildAsync(URI.create("ws://127.0.0.1:" + port + "/v1/feed"), desk)
              .join();
      socket.sendText("{\"op\":\"subscribe\"}", true).join();
      pause(port);
      long tookNanos = desk.confirmedNanos.get(30, TimeUnit.SECONDS) - begunNanos;
      assertThat(tookNanos).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(4_900));
      socket.abort();
    } finally {
      await(after.stop());
    }
    assertThat(Files.readString(folder.resolve("data/lease"))).isEqualTo("200\n");
  }

  private static void pause(int port) throws Exception {
    HttpRequest order =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/markets/M/override"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(ORDER))
            .build();
    assertThat(CLIENT.send(order, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }
}

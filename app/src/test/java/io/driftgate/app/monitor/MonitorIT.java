package io.driftgate.app.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.app.config.ConfigReader;
import io.driftgate.app.config.Configuration;
import io.vertx.core.Future;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MonitorIT {
  private static final String CONFIG =
      """
      server: { port: 0 }
      chains: [ { id: eth, preset: ethereum } ]
      nodes: [ { id: n1, chain: eth, http: 'http://127.0.0.1:1' } ]
      policies: [ { id: p, bounds: [ { metric: head.staleness, withdraw: 40s } ] } ]
      markets: [ { id: M, legs: [ { chain: eth, policy: p } ] } ]
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void shouldServeWhereverDesksArePlaced(FeedPlacement placement) throws Exception {
    Monitor monitor = Monitor.of(configuration(), placement, "test");
    try {
      int port = await(monitor.start());

      assertThat(get(port, "/livez").statusCode()).isEqualTo(200);
      assertThat(get(port, "/v1/markets/M").body()).contains("WITHDRAW");
      assertThat(get(port, "/metrics").body())
          .contains(
              "driftgate_market_quotes", "driftgate_polls_total", "driftgate_gate_stall_seconds");
      assertThat(await(monitor.stallMicros()).getTotalCount()).isNotNegative();
    } finally {
      await(monitor.stop());
    }
  }

  private Configuration configuration() {
    byte[] text = CONFIG.getBytes(StandardCharsets.UTF_8);
    return ConfigReader.read("t.yaml", folder, text, name -> Optional.empty())
        .configuration()
        .orElseThrow();
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}

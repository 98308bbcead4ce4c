package io.driftgate.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LivePageIT {
  private final Vertx vertx = Vertx.vertx();
  private final LocalServer server = LocalServer.start(vertx, new LivePage()::mount);

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void shouldForbidEverythingFromElsewhere() throws IOException, InterruptedException {
    HttpResponse<String> page = server.send(server.request("/"));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<title>Driftgate</title>");
    assertThat(header(page, "Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(header(page, "Content-Security-Policy"))
        .contains("default-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "*");
    assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
  }

  @Test
  void shouldAnswerNotModifiedForTheSameTag() throws IOException, InterruptedException {
    HttpResponse<String> first = server.send(server.request("/page/main.js"));
    assertThat(header(first, "Cache-Control")).isEqualTo("no-cache");
    HttpResponse<String> second =
        server.send(server.request("/page/main.js").header("If-None-Match", header(first, "ETag")));
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
  }

  @Test
  void shouldCompressForThoseWhoAsk() throws IOException, InterruptedException {
    String path = "/page/lib/echarts.js";
    HttpResponse<String> plain = server.send(server.request(path));
    HttpResponse<String> refused =
        server.send(server.request(path).header("Accept-Encoding", "br, gzip;q=0"));
    HttpResponse<String> gzipped =
        server.send(server.request(path).header("Accept-Encoding", "br, gzip;q=0.5"));
    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(refused.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(header(gzipped, "Content-Encoding")).isEqualTo("gzip");
    assertThat(length(gzipped)).isLessThan(length(plain) / 2);
  }

  @Test
  void shouldAnswerHeadWithoutABody() throws IOException, InterruptedException {
    HttpResponse<String> head =
        server.send(server.request("/").method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(length(head)).isPositive();
    assertThat(head.body()).isEmpty();
  }

  @Test
  void shouldServeNothingThatIsNotListed() throws IOException, InterruptedException {
    assertThat(server.send(server.request("/page/../LivePage.class")).statusCode()).isEqualTo(404);
    assertThat(server.send(server.request("/page/")).statusCode()).isEqualTo(404);
    assertThat(server.send(server.request("/page/%2e%2e/LivePage.class")).statusCode())
        .isEqualTo(404);
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElseThrow();
  }

  private static long length(HttpResponse<?> response) {
    return response.headers().firstValueAsLong("Content-Length").orElseThrow();
  }
}

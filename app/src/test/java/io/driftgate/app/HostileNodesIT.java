package io.driftgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads when nodes answer nonsense: one line each, a named kind, no flood. */
final class HostileNodesIT {
  private static final long HUGE_BYTES = 200L << 20;
  private static final int SOME_POLLS = 8;

  @TempDir private Path folder;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<HttpServer> servers = new ArrayList<>();
  private Program program;

  @AfterEach
  void close() throws Exception {
    program.kill();
    servers.forEach(server -> server.stop(0));
    threads.shutdownNow();
  }

  @Test
  void shouldSayOnceWhatEachNodeDoesWrongAndGoOn() throws Exception {
    String html = node(exchange -> answer(exchange, "<html><body>hello</body></html>"));
    String nested = node(exchange -> answer(exchange, "[".repeat(10_000) + "]".repeat(10_000)));
    String huge = node(HostileNodesIT::announceHuge);
    Path file =
        Files.writeString(
            folder.resolve("driftgate.yaml"), configuration(html, nested, huge, "127.0.0.1:1"));

    program = Program.start(folder, "run", "--config", file.toString());
    String page = program.page();

    awaitPolls(page + "v1/nodes/refused", "REFUSED");
    awaitPolls(page + "v1/nodes/html", "MALFORMED");
    awaitPolls(page + "v1/nodes/nested", "MALFORMED");
    awaitPolls(page + "v1/nodes/huge", "TOO_LARGE");
    assertThat(program.errors().lines().filter(line -> !line.contains("stood still")))
        .as("one line a node")
        .hasSize(4)
        .allMatch(
            line -> line.matches(".* node (html|nested|huge|refused) poll: [A-Z_]+: .{5,200}"));
  }

  private static String configuration(String html, String nested, String huge, String refused) {
    return """
        server: { port: 0 }
        chains: [ { id: eth, chainId: 1, blockTime: 1s } ]
        nodes:
          - { id: html, chain: eth, http: "http://%s", poll: { interval: 100ms, timeout: 5s } }
          - { id: nested, chain: eth, http: "http://%s", poll: { interval: 100ms, timeout: 5s } }
          - { id: huge, chain: eth, http: "http://%s", poll: { interval: 100ms, timeout: 5s } }
          - { id: refused, chain: eth, http: "http://%s", poll: { interval: 100ms, timeout: 5s } }
        policies: [ { id: p, bounds: [ { metric: head.staleness, withdraw: 5s } ] } ]
        markets: [ { id: M, legs: [ { chain: eth, policy: p } ] } ]
        """
        .formatted(html, nested, huge, refused);
  }

  private String node(HttpHandler handler) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", handler);
    server.setExecutor(threads);
    server.start();
    servers.add(server);
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void announceHuge(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(200, HUGE_BYTES);
    byte[] part = new byte[1 << 16];
    for (long sent = 0; sent < HUGE_BYTES; sent += part.length) {
      exchange.getResponseBody().write(part);
    }
    exchange.close();
  }

  private static void awaitPolls(String url, String kind) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    String counted = "(?s).*\"failures\":\\{\"" + kind + "\":(\\d+)\\}.*";
    String body = "";
    for (int i = 0; i < 600 && count(body, counted) < SOME_POLLS; i++) {
      Thread.sleep(50);
      body = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
    assertThat(count(body, counted)).as(body).isGreaterThanOrEqualTo(SOME_POLLS);
  }

  private static int count(String body, String pattern) {
    return body.matches(pattern) ? Integer.parseInt(body.replaceFirst(pattern, "$1")) : 0;
  }
}

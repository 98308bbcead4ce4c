package io.driftgate.app.guarded;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.driftgate.app.Program;
import io.driftgate.app.tail.TailTrust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is secret is seen nowhere, whatever goes wrong: tokens that are shown, rightly or wrongly;
 * keys in nodes' addresses and headers, which the nodes repeat in their answers; private keys.
 */
@Timeout(180)
final class SecretsIT {
  /** Part of every secret text. */
  private static final String CANARY = "canary7f3a9c51e8";

  private static final String TOKEN = CANARY + "-token";
  private static final String OPERATOR = CANARY + "-operator";
  private static final int LESS_THAN_IDLE_MS = 10_000;
  private static final String UPGRADE =
      """
      Host: localhost\r
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Version: 13\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      \r
      """;

  @TempDir private Path folder;

  private final List<String> seen = new ArrayList<>();
  private HttpServer provider;
  private Certificate certificate;
  private SSLContext trust;
  private Program program;
  private int port;

  @BeforeEach
  void start() throws Exception {
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext("/", SecretsIT::repeat);
    provider.start();
    certificate = Certificate.in(folder, "gate");
    trust = TailTrust.in(certificate.certificate());
    GuardedGate.keys(folder, "feed-ed25519.pem");
    Path key = Files.writeString(folder.resolve("key.txt"), CANARY + "-header");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    write(config());
    program = Program.start(folder, "run", "--config", file().toString());
    port = URI.create(program.page()).getPort();
  }

  @AfterEach
  void stop() throws InterruptedException {
    program.kill();
    provider.stop(0);
  }

  /** A provider that tells whoever asks what they sent it. */
  private static void repeat(HttpExchange exchange) {
    String sent = exchange.getRequestURI() + " " + exchange.getRequestHeaders().entrySet();
    String text =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32001,\"message\":\""
            + sent.replace('"', '\'')
            + "\"}}";
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    int status = Integer.parseInt(exchange.getRequestURI().getPath().substring(1, 4));
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/" + CANARY);
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file() {
    return folder.resolve("driftgate.yaml");
  }

  private void write(String text) throws IOException {
    Files.writeString(file(), text);
  }

  private String config() {
    int provides = provider.getAddress().getPort();
    StringBuilder nodes = new StringBuilder("nodes:\n");
    for (int status : new int[] {200, 302, 401, 403, 429, 500}) {
      nodes.append(
          "  - { id: n%1$d, chain: eth, http: 'http://127.0.0.1:%2$d/%1$d/%3$s', ws: 'ws://127.0.0.1:%2$d/%1$d/%3$s', headers: { Authorization: 'Bearer ${file:key.txt}', X-Key: '${file:key.txt}' } }\n"
              .formatted(status, provides, CANARY));
    }
    nodes.append(
        "  - { id: dead, chain: eth, http: 'http://127.0.0.1:1/%1$s', ws: 'ws://127.0.0.1:1/%1$s' }\n"
            .formatted(CANARY));
    return """
        server:
          port: 0
          tls: { certificate: gate.pem, key: gate.key }
          tokens:
        """
        + GuardedGate.token("desk", TOKEN, "feed, read", "*")
        + GuardedGate.token("operator", OPERATOR, "operate", "*")
        + """
        feed: { signingKey: "${file:feed-ed25519.pem}" }
        chains: [ { id: eth, preset: ethereum } ]
        policies: [ { id: p, bounds: [ { metric: head.staleness, withdraw: 40s } ] } ]
        markets: [ { id: M, legs: [ { chain: eth, policy: p } ] } ]
        """
        + nodes;
  }

  @Test
  void shouldBeSeenNowhere() throws Exception {
    ask();
    listen();
    reload(config().replace("http: 'http://127.0.0.1:1/", "http: 'http://user:pass@127.0.0.1:1/"));
    reload(config().replace("http: 'http://127.0.0.1:1/", "http: 'ftp://127.0.0.1:1/"));
    reload(config().replace("http: 'http://127.0.0.1:1/", "http: 'http://127.0.0.1:1/ "));
    reload(config().replace("${file:key.txt}", CANARY));
    reload(config().replace("feed-ed25519.pem", "key.txt"));
    reload(config().replaceFirst("sha256: '[0-9a-f]+'", "sha256: '" + CANARY + "'"));
    reload(config().replace("${file:feed-ed25519.pem}\" }", CANARY));
    reload(config().replace("http://127.0.0.1:1/", "http://127.0.0.1:2/"));
    seen.add(check("check", "--config", file().toString()));
    seen.add(check("check", "--probe", "--config", file().toString()));
    ask();
    end();
    List<String> secrets = new ArrayList<>(List.of(CANARY));
    for (String pem : List.of("gate.key", "feed-ed25519.pem")) {
      String base64 = Files.readString(folder.resolve(pem)).replaceAll("-.*-|\\s", "");
      secrets.add(base64.substring(base64.length() - 24));
    }
    for (String text : seen) {
      assertThat(text).isNotEmpty().doesNotContain(secrets);
    }
    assertThat(String.join("\n", seen)) // all this was provoked
        .contains("driftgate_node_up", "\"type\":\"snapshot\"", "\"type\":\"node\"")
        .contains("HTTP/1.1 401", "HTTP/1.1 403", "HTTP/1.1 422", "HTTP/1.1 431")
        .contains("answered with status 401", "refused the connection", "RATE_LIMITED")
        .contains("not reloaded: ", "reloaded for SIGHUP", "this is not YAML");
  }

  private void ask() throws IOException {
    String good = "Authorization: Bearer " + TOKEN + "\r\n";
    String bad = "Authorization: Bearer " + TOKEN + "x\r\n";
    for (String request :
        List.of(
            "GET /v1/markets HTTP/1.1\r\n" + good,
            "GET /v1/chains HTTP/1.1\r\n" + good,
            "GET /v1/nodes HTTP/1.1\r\n" + good,
            "GET /v1/nodes/n401 HTTP/1.1\r\n" + good,
            "GET /metrics HTTP/1.1\r\n" + good,
            "GET /readyz HTTP/1.1\r\n",
            "GET /v1/nothing HTTP/1.1\r\n" + good,
            "GET /v1/markets HTTP/1.1\r\n" + bad,
            "GET /v1/markets HTTP/1.1\r\nAuthorization: " + TOKEN + "\r\n",
            "GET /v1/markets?token=" + TOKEN + " HTTP/1.1\r\n",
            "GET /v1/transitions?since=" + TOKEN + " HTTP/1.1\r\n" + good,
            "POST /v1/config/reload HTTP/1.1\r\nContent-Length: 0\r\n" + good,
            "GET /v1/markets HTTP/1.1\r\nX: " + "x".repeat(9_000) + "\r\n" + good)) {
      seen.add(whole(request + "Host: localhost\r\nConnection: close\r\n\r\n", new byte[0]));
    }
    for (String refused : List.of(bad, "Origin: http://evil.example\r\n" + good)) {
      seen.add(whole("GET /v1/feed HTTP/1.1\r\n" + refused + UPGRADE, new byte[0]));
    }
    for (String frame :
        List.of(
            "{\"op\":\"auth\",\"token\":\"" + TOKEN + "x\"}",
            "{\"op\":\"auth\",\"token\":[\"" + TOKEN + "\"]}",
            "{\"op\":\"" + TOKEN + "\"}",
            TOKEN)) {
      seen.add(whole("GET /v1/feed HTTP/1.1\r\n" + UPGRADE, frame(frame)));
    }
  }

  /** Some seconds as a desk that hears everything there is; it renews nothing, and is closed. */
  private void listen() throws IOException {
    String subscribe =
        "{\"op\":\"subscribe\",\"streams\":[\"gate\",\"chains\",\"nodes\",\"drift\"]}";
    String good = "Authorization: Bearer " + TOKEN + "\r\n";
    seen.add(whole("GET /v1/feed HTTP/1.1\r\n" + good + UPGRADE, frame(subscribe)));
  }

  /** By REST and by signal; what REST answers. */
  private void reload(String text) throws Exception {
    write(text);
    String headers = "Authorization: Bearer " + OPERATOR + "\r\nContent-Length: 0\r\n";
    seen.add(
        whole(
            "POST /v1/config/reload?who=test HTTP/1.1\r\n"
                + headers
                + "Host: localhost\r\nConnection: close\r\n\r\n",
            new byte[0]));
    program.signal("HUP");
    seen.add(check("check", "--config", file().toString()));
  }

  private String check(String... args) throws Exception {
    Program check = Program.start(folder, args);
    String printed =
        new String(check.process().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(check.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    return printed + check.errors();
  }

  private void end() throws Exception {
    program.signal("TERM");
    seen.add(program.process().inputReader().lines().collect(Collectors.joining("\n", "end", "")));
    assertThat(program.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
    seen.add(program.errors());
    try (Stream<Path> kept = Files.walk(folder.resolve("data"))) {
      for (Path one : kept.filter(Files::isRegularFile).toList()) {
        seen.add("file " + Files.readString(one, StandardCharsets.ISO_8859_1));
      }
    }
  }

  /** A client's text frame whose mask is all zeros. */
  private static byte[] frame(String text) {
    byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
    byte[] frame = new byte[6 + payload.length];
    frame[0] = (byte) 0x81;
    frame[1] = (byte) (0x80 | payload.length);
    System.arraycopy(payload, 0, frame, 6, payload.length);
    return frame;
  }

  /** All that comes until the server ends the connection, well before it would for idling. */
  private String whole(String request, byte[] then) throws IOException {
    try (Socket socket =
        trust.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(LESS_THAN_IDLE_MS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(then);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("not ended: " + request, e);
    }
  }
}

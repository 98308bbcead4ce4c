package io.driftgate.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token that is shown, rightly or wrongly, is never seen again. */
final class SecretsIT {
  private static final String CANARY = "canary-7f3a9c51e8";
  private static final String UPGRADE =
      """
      Upgrade: websocket\r
      Sec-WebSocket-Version: 13\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      """;

  @TempDir private Path folder;

  @Test
  void shouldShowNoTokenAnywhere() throws Exception {
    Program program = Program.start(folder, "run", "--config", config().toString());
    try {
      int port = URI.create(program.page()).getPort();
      String good = "Authorization: Bearer " + CANARY + "\r\n";
      String bad = "Authorization: Bearer " + CANARY + "x\r\n";
      for (String request :
          List.of(
              "GET /v1/markets HTTP/1.1\r\n" + good,
              "GET /v1/chains HTTP/1.1\r\n" + good,
              "GET /metrics HTTP/1.1\r\n" + good,
              "GET /v1/nothing/" + CANARY + "%20 HTTP/1.1\r\n" + good,
              "GET /v1/markets HTTP/1.1\r\n" + bad,
              "GET /v1/markets HTTP/1.1\r\nAuthorization: " + CANARY + "\r\n",
              "GET /v1/markets?token=" + CANARY + " HTTP/1.1\r\n",
              "GET /v1/transitions?since=" + CANARY + " HTTP/1.1\r\n" + good,
              "POST /v1/config/reload HTTP/1.1\r\nContent-Length: 0\r\n" + good,
              "GET /v1/markets HTTP/1.1\r\nX: " + "x".repeat(9_000) + "\r\n" + good,
              "GET /v1/feed HTTP/1.1\r\n" + bad + UPGRADE,
              "GET /v1/feed HTTP/1.1\r\nOrigin: http://evil.example\r\n" + good + UPGRADE)) {
        assertThat(answer(port, request, new byte[0])).isNotEmpty().doesNotContain(CANARY);
      }
      for (String frame :
          List.of(
              "{\"op\":\"auth\",\"token\":\"" + CANARY + "x\"}",
              "{\"op\":\"auth\",\"token\":[\"" + CANARY + "\"]}",
              "{\"op\":\"" + CANARY + "\"}",
              CANARY)) {
        String request = "GET /v1/feed HTTP/1.1\r\nHost: localhost\r\n" + UPGRADE;
        assertThat(answer(port, request, frame(frame)))
            .startsWith("HTTP/1.1 101")
            .doesNotContain(CANARY);
      }
    } finally {
      program.kill();
    }
    assertThat(program.errors()).doesNotContain(CANARY);
    try (InputStream printed = program.process().getInputStream()) {
      assertThat(new String(printed.readAllBytes(), StandardCharsets.UTF_8)).doesNotContain(CANARY);
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

  /** What comes until the server ends the connection, which a request asks for. */
  private static String answer(int port, String request, byte[] then) throws IOException {
    boolean upgrades = request.contains("Upgrade");
    String host = request.contains("Host:") ? "" : "Host: localhost\r\n";
    String connection = "Connection: " + (upgrades ? "Upgrade" : "close") + "\r\n\r\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(60_000);
      socket
          .getOutputStream()
          .write((request + host + connection).getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(then);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Path config() throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(CANARY.getBytes(StandardCharsets.UTF_8));
    return Files.writeString(
        folder.resolve("driftgate.yaml"),
        """
        server:
          port: 0
          tokens: [ { id: desk, sha256: '%s', scopes: [read, feed], markets: ['*'] } ]
        chains: [ { id: eth, preset: ethereum } ]
        nodes: [ { id: n1, chain: eth, http: 'http://127.0.0.1:1' }, { id: n2, chain: eth, http: 'http://127.0.0.1:1' } ]
        policies: [ { id: p, bounds: [ { metric: head.staleness, withdraw: 40s } ] } ]
        markets: [ { id: M, legs: [ { chain: eth, policy: p } ] } ]
        """
            .formatted(HexFormat.of().formatHex(hash)));
  }
}

package io.driftgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.signal.Quotes;
import io.driftgate.feed.access.FeedAccess;
import io.driftgate.feed.access.TlsFiles;
import io.driftgate.feed.desk.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What hostile clients do, while one good desk goes on. */
final class AttackIT {
  private static final int CONNECTIONS = 100;
  private static final int TEXT = 0x1;
  private static final int BINARY = 0x2;
  private static final int CLOSE = 0x8;
  private static final int PING = 0x9;
  private static final int FINAL = 0x80;

  @TempDir Path folder;

  private final FakeGate gate = new FakeGate("A");

  private Feeding serving(FeedAccess access) {
    FeedLimits few =
        new FeedLimits(
            new FeedLimits.Crowd(CONNECTIONS, 500, 200, 20_000),
            1_000,
            1_000,
            5_000,
            4 << 20,
            1 << 16,
            1_000);
    return new Feeding(gate, few, true, router -> {}, access);
  }

  private void goesOn(Feeding feeding, TestDesk good, String nonce) {
    feeding.onGate(
        () -> {
          gate.move("A", Quotes.OPEN);
          return true;
        });
    good.next("transition");
    good.renew(nonce);
    good.next(frame -> nonce.equals(frame.getString("nonce")), "lease");
  }

  private static Socket open(Feeding feeding) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), feeding.port);
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static Socket upgraded(Feeding feeding) throws IOException {
    Socket socket = open(feeding);
    send(
        socket,
        """
        GET /v1/feed HTTP/1.1\r
        Host: 127.0.0.1\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        \r
        """
            .getBytes(StandardCharsets.US_ASCII));
    assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
        .isEqualTo("HTTP/1.1 101");
    return socket;
  }

  private static void send(Socket socket, byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  private static byte[] frame(int head, byte[] payload) {
    return frame(head, payload, true);
  }

  /** A frame whose mask, if it has one, is all zeros. */
  private static byte[] frame(int head, byte[] payload, boolean masked) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int mask = masked ? 0x80 : 0;
    out.write(head);
    if (payload.length < 126) {
      out.write(mask | payload.length);
    } else {
      out.write(mask | 126);
      out.write(payload.length >> 8);
      out.write(payload.length & 0xff);
    }
    if (masked) {
      out.writeBytes(new byte[4]);
    }
    out.writeBytes(payload);
    return out.toByteArray();
  }

  /** Reads until the server ends the connection; a reset is an end too. */
  private static void untilEnded(Socket socket) throws IOException {
    byte[] part = new byte[4_096];
    try {
      while (socket.getInputStream().read(part) >= 0) {
        socket.setSoTimeout(20_000);
      }
    } catch (java.net.SocketException reset) {
      assertThat(reset).isNotNull();
    }
  }

  /** Sends the same again and again, until the server ends the connection. */
  private static void flood(Socket socket, byte[] frame, int times) throws IOException {
    try {
      for (int i = 0; i < times; i++) {
        socket.getOutputStream().write(frame);
      }
      socket.getOutputStream().flush();
    } catch (java.net.SocketException ended) {
      return;
    }
    untilEnded(socket);
  }

  @ParameterizedTest
  @CsvSource({
    "unmasked, false",
    "invalid UTF-8, false",
    "oversized, false",
    "reserved, false",
    "endless fragments, true",
    "pings, true",
    "closes, false",
    "binary, false",
    "oversized ping, false"
  })
  void shouldEndWhoeverBreaksTheProtocolAndNobodyElse(String attack, boolean flood)
      throws Exception {
    byte[] text = "{\"op\":\"ping\"}".getBytes(StandardCharsets.US_ASCII);
    byte[] sent =
        switch (attack) {
          case "unmasked" -> frame(FINAL | TEXT, text, false);
          case "invalid UTF-8" -> frame(FINAL | TEXT, new byte[] {'"', (byte) 0xc3, '"'});
          case "oversized" -> frame(FINAL | TEXT, new byte[5_000]);
          case "oversized ping" -> frame(FINAL | PING, new byte[200]);
          case "reserved" -> frame(FINAL | 0x70 | TEXT, text);
          case "endless fragments" -> frame(0, new byte[0]);
          case "pings" -> frame(FINAL | PING, new byte[100]);
          case "closes" -> frame(FINAL | CLOSE, new byte[] {3, (byte) 0xe8});
          default -> frame(FINAL | BINARY, text);
        };
    try (Feeding feeding = serving(FeedAccess.LOOPBACK);
        TestDesk good = feeding.desk()) {
      good.subscribe("gate").next("snapshot");
      try (Socket bad = upgraded(feeding)) {
        if (attack.equals("endless fragments")) {
          send(bad, frame(TEXT, new byte[0]));
        }
        flood(bad, sent, flood ? 100_000 : attack.equals("closes") ? 2_000 : 1);
      }
      goesOn(feeding, good, "after");
    }
  }

  @Test
  void shouldEndAMessageOfManyFragmentsBeforeItIsLarge() throws Exception {
    try (Feeding feeding = serving(FeedAccess.LOOPBACK);
        Socket bad = upgraded(feeding)) {
      send(bad, frame(TEXT, new byte[4_000]));
      flood(bad, frame(0, new byte[4_000]), 10);
      assertThat(feeding.server.subscribers()).isZero();
    }
  }

  @Test
  void shouldBoundWhatTenThousandConnectionsTake() throws Exception {
    try (Feeding feeding = serving(FeedAccess.LOOPBACK);
        TestDesk good = feeding.desk()) {
      good.subscribe("gate").next("snapshot");
      List<Socket> held = new ArrayList<>();
      try {
        for (int i = 0; i < 10_000; i++) {
          attempt(feeding, held);
          if (i % 2_500 == 0) {
            goesOn(feeding, good, "n" + i);
          }
        }
        goesOn(feeding, good, "last");
        assertThat(feeding.server.refused(Refusal.CROWD)).isPositive();
        assertThat(feeding.server.connections()).isLessThanOrEqualTo(2 * CONNECTIONS);
      } finally {
        for (Socket socket : held) {
          socket.close();
        }
      }
      Feeding.eventually(Duration.ofSeconds(30), () -> feeding.server.connections() == 1);
    }
  }

  /** Holds on to the newest few hundred, more than the server's cap and fewer than our own. */
  private static void attempt(Feeding feeding, List<Socket> held) throws IOException {
    try {
      held.add(new Socket(InetAddress.getLoopbackAddress(), feeding.port));
    } catch (IOException refused) {
      return;
    }
    if (held.size() > 4 * CONNECTIONS) {
      held.remove(0).close();
    }
  }

  @Test
  void shouldEndHandshakesThatNeverEnd() throws Exception {
    TestCertificate made = TestCertificate.in(folder, "server", 10);
    TlsFiles files = new TlsFiles(made.certificate(), made.key(), Optional.empty());
    try (Feeding feeding = serving(new FeedAccess(List.of(), Optional.of(files), Set.of(), true))) {
      List<Socket> held = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        Socket socket = open(feeding);
        send(socket, new byte[] {0x16, 0x03, 0x01, 0x02});
        held.add(socket);
      }
      Feeding.eventually(Duration.ofSeconds(30), () -> feeding.server.connections() == 0);
      held.forEach(AttackIT::close);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "evil.example, /v1/markets, 421",
    "evil.example:8080, /v1/feed, 421",
    "evil.example, /, 421",
    "127.0.0.1.evil.example, /v1/markets, 421",
    "'', /v1/markets, 421",
    "evil.example, /livez, 200",
    "localhost, /v1/markets, 200",
    "LOCALHOST:9, /v1/markets, 200",
    "127.0.0.1:9, /v1/markets, 200",
    "[::1]:9, /v1/markets, 200",
    "desk.example, /v1/markets, 200"
  })
  void shouldBeCalledByItsOwnNamesOnly(String host, String path, int status) throws Exception {
    FeedAccess access =
        new FeedAccess(List.of(), Optional.empty(), Set.of("https://desk.example"), true);
    try (Feeding feeding = serving(access);
        Socket socket = open(feeding)) {
      send(
          socket,
          ("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 " + status);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://evil.example, 403",
    "null, 403",
    "http://127.0.0.1:1, 403",
    "https://127.0.0.1:PORT, 403",
    "http://127.0.0.1:PORT, 404"
  })
  void shouldLetNoForeignPagePost(String origin, int status) throws Exception {
    try (Feeding feeding = serving(FeedAccess.LOOPBACK);
        Socket socket = open(feeding)) {
      String port = Integer.toString(feeding.port);
      send(
          socket,
          ("POST /v1/thing HTTP/1.1\r\nHost: 127.0.0.1:"
                  + port
                  + "\r\nOrigin: "
                  + origin.replace("PORT", port)
                  + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 " + status);
    }
  }
}

package io.driftgate.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftgate.feed.desk.Refusal;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server does not put up with. */
final class HardeningIT {
  private static final int MAX_CONNECTIONS = 4;
  private static final FeedLimits.Crowd CROWD =
      new FeedLimits.Crowd(MAX_CONNECTIONS, 500, 200, 2_000);
  private Feeding feeding;

  @BeforeEach
  void open() {
    FeedLimits small = new FeedLimits(CROWD, 300, 600, 5_000, 4 << 20, 1 << 16, 100);
    feeding = new Feeding(new FakeGate("A"), small);
  }

  @AfterEach
  void close() {
    feeding.close();
  }

  /** Sends bytes as they are and reads until the server closes or has nothing to say for 3 s. */
  private String raw(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return readAll(socket);
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), feeding.port);
    socket.setSoTimeout(3_000);
    return socket;
  }

  private static String readAll(Socket socket) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] part = new byte[4_096];
    for (int n = socket.getInputStream().read(part); n >= 0; ) {
      read.write(part, 0, n);
      n = socket.getInputStream().read(part);
    }
    return read.toString(StandardCharsets.UTF_8);
  }

  private String upgrade(String... headers) {
    return "GET /v1/feed HTTP/1.1\r\nHost: 127.0.0.1:"
        + feeding.port
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + String.join("", headers)
        + "\r\n";
  }

  private String firstLine(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] head = new byte[4_096];
      int n = socket.getInputStream().read(head);
      return new String(head, 0, Math.max(0, n), StandardCharsets.UTF_8);
    }
  }

  @Test
  void shouldNotNegotiateCompression() throws Exception {
    String answer = firstLine(upgrade("Sec-WebSocket-Extensions: permessage-deflate\r\n"));
    assertThat(answer).startsWith("HTTP/1.1 101").doesNotContainIgnoringCase("deflate");
  }

  @ParameterizedTest
  @CsvSource({
    "https://evil.example, 403",
    "null, 403",
    "http://127.0.0.1.evil.example, 403",
    "http://localhost:3000, 403",
    "http://127.0.0.1:1, 403"
  })
  void shouldLetInPagesOfThisHostOnly(String origin, int code) throws Exception {
    String answer = firstLine(upgrade("Origin: " + origin + "\r\n"));
    assertThat(answer).startsWith("HTTP/1.1 " + code);
    assertThat(feeding.server.refused(Refusal.ORIGIN)).isEqualTo(code == 403 ? 1 : 0);
  }

  @Test
  void shouldRefuseAnotherSubprotocol() {
    WebSocketConnectOptions other = TestDesk.options(feeding.port).setSubProtocols(List.of("mqtt"));
    assertThat(TestDesk.refusal(feeding.vertx, other)).isEqualTo(400);
  }

  @Test
  void shouldRefuseHeadersOverEightKib() throws Exception {
    String answer = raw("GET /livez HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(9_000) + "\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 431").contains("application/problem+json");
  }

  @Test
  void shouldRefuseWhatIsNoHttp() throws Exception {
    assertThat(raw("HELLO\r\n\r\n")).contains(" 400 ", "application/problem+json");
  }

  @Test
  void shouldNotSpeakHttp2() throws Exception {
    assertThat(raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).doesNotStartWith("HTTP/1.1 2");
    String answer =
        firstLine(
            String.join(
                "\r\n",
                "GET /livez HTTP/1.1",
                "Host: x",
                "Connection: Upgrade, HTTP2-Settings",
                "Upgrade: h2c",
                "HTTP2-Settings: AAMAAABkAAQAAP__",
                "",
                ""));
    assertThat(answer).startsWith("HTTP/1.1 200");
  }

  @Test
  void shouldCloseConnectionsThatAskNothingInTime() throws Exception {
    try (Socket silent = connect();
        Socket dripping = connect()) {
      dripping.getOutputStream().write("GET /livez HT".getBytes(StandardCharsets.US_ASCII));
      assertThat(readAll(silent)).isEmpty();
      assertThat(readAll(dripping)).isEmpty();
    }
    assertThat(feeding.server.counts().tardyConnections()).isEqualTo(2);
  }

  @Test
  void shouldCloseConnectionsThatAreIdleAfterTheirRequest() throws Exception {
    assertThat(raw("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 200");
    assertThat(feeding.server.counts().tardyConnections()).isEqualTo(1);
  }

  @Test
  void shouldRefuseConnectionsOverTheCapAndTakeNewOnesLater() throws Exception {
    List<TestDesk> desks = new ArrayList<>();
    for (int i = 0; i < MAX_CONNECTIONS; i++) {
      TestDesk desk = feeding.desk();
      desk.subscribe("gate").next("snapshot");
      desks.add(desk);
    }
    assertThat(raw("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 503");
    assertThat(feeding.server.counts().refusedConnections()).isEqualTo(1);
    desks.forEach(TestDesk::close);
    Feeding.eventually(
        Duration.ofSeconds(3),
        () -> firstLine("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n").startsWith("HTTP/1.1 200"));
  }

  @Test
  void shouldEndDesksThatAnswerNoPing() throws Exception {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(upgrade().getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 101");
      socket.getOutputStream().write(unmaskable("{\"op\":\"subscribe\"}"));
      assertThat(readAll(socket)).contains("snapshot", "not heard for two leases");
    }
    assertThat(feeding.server.counts().tooSlow()).isEqualTo(1);
  }

  /** A client's text frame whose mask is all zeros. */
  private static byte[] unmaskable(String text) {
    byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
    byte[] frame = new byte[6 + payload.length];
    frame[0] = (byte) 0x81;
    frame[1] = (byte) (0x80 | payload.length);
    System.arraycopy(payload, 0, frame, 6, payload.length);
    return frame;
  }

  @Test
  void shouldSayWhichAddressIsTakenAndWhatToDo() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      FeedOptions options = new FeedOptions("127.0.0.1", taken.getLocalPort(), 250, 1_000, "test");
      FeedServer second =
          new FeedServer(
              feeding.vertx,
              feeding.gateLoop,
              feeding.gate,
              feeding.gate,
              Optional::empty,
              options);
      assertThatThrownBy(() -> Feeding.await(second.start(List.of(feeding.gateLoop), router -> {})))
          .hasMessageContaining(
              "can't listen on 127.0.0.1:%d: the port is in use", taken.getLocalPort())
          .hasMessageContaining("server.port");
    }
  }
}

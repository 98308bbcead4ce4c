package io.driftgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.feed.access.FeedAccess;
import io.driftgate.feed.access.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is turned away at the door, and goes on holding its end of the connection. */
final class TurnedAwayIT {
  private static final int LESS_THAN_IDLE_MS = 8_000;
  private static final String UPGRADE =
      """
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Version: 13\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      """;

  /** All that comes until the server ends the connection, which nobody here does. */
  private static String whole(int port, String headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(LESS_THAN_IDLE_MS);
      String request = "GET /v1/feed HTTP/1.1\r\n" + headers + UPGRADE + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void shouldBeLeftWithoutAConnection() throws Exception {
    FeedAccess access =
        new FeedAccess(
            List.of(
                TestTokens.desk("d", "good", "*"),
                TestTokens.of("r", "read", EnumSet.of(Scope.READ), OptionalLong.empty(), "*")),
            Optional.empty(),
            Set.of(),
            true);
    try (Feeding feeding = new Feeding(new FakeGate("A"), access)) {
      String host = "Host: localhost\r\n";
      assertThat(whole(feeding.port, host + "Authorization: Bearer bad\r\n"))
          .startsWith("HTTP/1.1 401")
          .contains("WWW-Authenticate: Bearer", "the token is unknown or has expired");
      assertThat(whole(feeding.port, host + "Authorization: Bearer read\r\n"))
          .startsWith("HTTP/1.1 403");
      assertThat(whole(feeding.port, host + "Origin: http://evil.example\r\n"))
          .startsWith("HTTP/1.1 403");
    }
    try (Feeding open = new Feeding(new FakeGate("A"))) {
      assertThat(whole(open.port, "Host: evil.example\r\n")).startsWith("HTTP/1.1 421");
    }
  }
}

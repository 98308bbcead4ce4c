package io.driftgate.collector.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.FailureKind;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class CausesTest {
  private static final Address ADDRESS = new Address("node.example", 8545, false, "/s3cret");

  static Stream<Arguments> thrown() {
    return Stream.of(
        Arguments.of(new SSLHandshakeException("expired"), FailureKind.TLS),
        Arguments.of(new DecoderException(new SSLHandshakeException("x")), FailureKind.TLS),
        Arguments.of(new IOException(new CertificateException("x")), FailureKind.TLS),
        Arguments.of(new TimeoutException(), FailureKind.TIMEOUT),
        Arguments.of(new ConnectTimeoutException("x"), FailureKind.TIMEOUT),
        Arguments.of(new ConnectException("x"), FailureKind.REFUSED),
        Arguments.of(new SocketException("Connection reset"), FailureKind.REFUSED),
        Arguments.of(new UnknownHostException("x"), FailureKind.REFUSED),
        Arguments.of(new IOException("closed"), FailureKind.REFUSED),
        Arguments.of(new TooLongFrameException("x"), FailureKind.TOO_LARGE),
        Arguments.of(
            new CorruptedWebSocketFrameException(WebSocketCloseStatus.MESSAGE_TOO_BIG, "x"),
            FailureKind.TOO_LARGE),
        Arguments.of(
            new CorruptedWebSocketFrameException(WebSocketCloseStatus.PROTOCOL_ERROR, "x"),
            FailureKind.MALFORMED),
        Arguments.of(new IllegalArgumentException("version"), FailureKind.MALFORMED));
  }

  @ParameterizedTest
  @MethodSource("thrown")
  void shouldNameWhatWasThrown(Throwable thrown, FailureKind kind) {
    assertThat(Causes.kindOf(thrown)).isEqualTo(kind);
    assertThat(Causes.messageOf(thrown, ADDRESS))
        .contains("node.example:8545")
        .doesNotContain("s3cret")
        .hasSizeLessThanOrEqualTo(200);
  }

  @Test
  void shouldTellStatusesApart() {
    assertThat(Causes.kindOfStatus(200)).isEmpty();
    assertThat(Causes.kindOfStatus(429)).contains(FailureKind.RATE_LIMITED);
    assertThat(Causes.kindOfStatus(204)).contains(FailureKind.HTTP_STATUS);
    assertThat(Causes.kindOfStatus(302)).contains(FailureKind.HTTP_STATUS);
  }

  @Test
  void shouldEndWhenACauseIsItsOwn() {
    IOException outer = new IOException("outer");
    IOException inner = new IOException("inner", outer);
    outer.initCause(inner);
    assertThat(Causes.kindOf(outer)).isEqualTo(FailureKind.REFUSED);
  }
}

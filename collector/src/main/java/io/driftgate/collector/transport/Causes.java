package io.driftgate.collector.transport;

import io.driftgate.core.fact.FailureKind;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.vertx.core.http.UpgradeRejectedException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Names what a transport threw. Looks through wrappers: Netty hides TLS failures in decoder ones.
 */
final class Causes {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_REASON = 80;
  private static final int OK = 200;
  private static final int TOO_MANY_REQUESTS = 429;

  private Causes() {}

  /** A status that is not 200, as a failure; redirects are among them, since none is followed. */
  static Optional<FailureKind> kindOfStatus(int status) {
    return switch (status) {
      case OK -> Optional.empty();
      case TOO_MANY_REQUESTS -> Optional.of(FailureKind.RATE_LIMITED);
      default -> Optional.of(FailureKind.HTTP_STATUS);
    };
  }

  static FailureKind kindOf(Throwable thrown) {
    if (find(thrown, SSLException.class).isPresent()
        || find(thrown, GeneralSecurityException.class).isPresent()) {
      return FailureKind.TLS;
    }
    if (find(thrown, TimeoutException.class).isPresent()
        || find(thrown, ConnectTimeoutException.class).isPresent()) {
      return FailureKind.TIMEOUT;
    }
    Optional<UpgradeRejectedException> rejected = find(thrown, UpgradeRejectedException.class);
    return rejected.isPresent()
        ? kindOfStatus(rejected.get().getStatus()).orElse(FailureKind.MALFORMED)
        : kindOfBytes(thrown);
  }

  private static FailureKind kindOfBytes(Throwable thrown) {
    boolean tooBig =
        find(thrown, CorruptedWebSocketFrameException.class)
            .filter(e -> e.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG))
            .isPresent();
    if (tooBig || find(thrown, TooLongFrameException.class).isPresent()) {
      return FailureKind.TOO_LARGE;
    }
    // Netty's HTTP decoder reports a status line that is none as an illegal argument.
    boolean foreign =
        find(thrown, DecoderException.class).isPresent()
            || find(thrown, IllegalArgumentException.class).isPresent();
    return foreign ? FailureKind.MALFORMED : FailureKind.REFUSED;
  }

  /**
   * In our words, because a thrown message may repeat what a peer sent. TLS reasons are the JDK's.
   */
  static String messageOf(Throwable thrown, Address address) {
    return switch (kindOf(thrown)) {
      case TLS -> "TLS with " + address + " failed: " + tlsReason(thrown);
      case TIMEOUT -> "no connection to " + address + " in time";
      case HTTP_STATUS, RATE_LIMITED -> statusMessage(statusOf(thrown), address);
      case TOO_LARGE -> address + " sent more than its cap";
      case MALFORMED -> address + " sent bytes that break its protocol";
      case REFUSED, WRONG_CHAIN, INVALID_HEADER, RPC_ERROR, NEVER_SYNCED ->
          refusal(thrown, address);
    };
  }

  static String statusMessage(int status, Address address) {
    return address + " answered with status " + status;
  }

  private static int statusOf(Throwable thrown) {
    return find(thrown, UpgradeRejectedException.class)
        .map(UpgradeRejectedException::getStatus)
        .orElse(0);
  }

  private static String refusal(Throwable thrown, Address address) {
    if (find(thrown, UnknownHostException.class).isPresent()) {
      return "host name of " + address + " is not known";
    }
    if (find(thrown, ConnectException.class).isPresent()) {
      return address + " refused the connection";
    }
    return address + " ended the connection before the answer was complete";
  }

  private static String tlsReason(Throwable thrown) {
    String innermost =
        chain(thrown)
            .filter(t -> t.getMessage() != null)
            .reduce((outer, inner) -> inner)
            .map(Throwable::getMessage)
            .orElse("no reason given");
    String printable = innermost.replaceAll("[^ -~]+", " ");
    return printable.substring(0, Math.min(MAX_REASON, printable.length()));
  }

  private static <T extends Throwable> Optional<T> find(Throwable thrown, Class<T> type) {
    return chain(thrown).filter(type::isInstance).map(type::cast).findFirst();
  }

  private static Stream<Throwable> chain(Throwable thrown) {
    return Stream.iterate(thrown, t -> t != null, Throwable::getCause).limit(MAX_DEPTH);
  }
}

package io.driftgate.hooks.http;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A WebSocket that is kept up: opened again after each end, sooner after a good one than after many
 * bad ones, and cut when nothing has come for too long. Edge loop.
 */
public final class KeptSocket {
  private static final Set<String> TLS_VERSIONS = Set.of("TLSv1.3", "TLSv1.2");
  private static final int CONNECT_TIMEOUT_MS = 2000;
  private static final int CLOSING_SECONDS = 1;
  private static final int MAX_FRAME_BYTES = 65_536;
  private static final int MAX_MESSAGE_BYTES = 262_144;
  private static final long FIRST_PAUSE_MS = 50;
  private static final long LONGEST_PAUSE_MS = 5_000;
  private static final long NANOS_PER_MS = 1_000_000;

  /** Who speaks over it. */
  public interface Listener {
    /** It is up, and nothing has been said. */
    void opened();

    /** A whole text message. */
    void text(String message);

    /** What was up is no more. */
    void closed();
  }

  private final Vertx vertx;
  private final Endpoint endpoint;
  private final WebSocketClient client;
  private final Listener listener;
  private final LongSupplier nanos;
  private final long silenceMs;
  private final long watch;

  private Optional<WebSocket> socket = Optional.empty();
  private boolean wanted;
  private boolean connecting;
  private long pauseMs = FIRST_PAUSE_MS;
  private long heardNanos;

  /**
   * Opens nothing yet.
   *
   * @param silenceMs after which a connection that says nothing is cut
   * @param nanos a clock that only goes forward
   */
  public KeptSocket(
      Vertx vertx, Endpoint endpoint, long silenceMs, LongSupplier nanos, Listener listener) {
    this.vertx = vertx;
    this.endpoint = endpoint;
    this.silenceMs = silenceMs;
    this.nanos = nanos;
    this.listener = listener;
    WebSocketClientOptions options =
        new WebSocketClientOptions()
            .setTryUsePerMessageCompression(false)
            .setTryUsePerFrameCompression(false)
            .setMaxFrameSize(MAX_FRAME_BYTES)
            .setMaxMessageSize(MAX_MESSAGE_BYTES)
            .setClosingTimeout(CLOSING_SECONDS)
            .setVerifyHost(true)
            .setConnectTimeout(CONNECT_TIMEOUT_MS);
    options.setSsl(endpoint.tls()).setTcpNoDelay(true);
    options
        .setSslHandshakeTimeout(CONNECT_TIMEOUT_MS)
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    options.setEnabledSecureTransportProtocols(TLS_VERSIONS);
    endpoint.trust().ifPresent(options::setTrustOptions);
    this.client = vertx.createWebSocketClient(options);
    this.watch = vertx.setPeriodic(Math.max(1, silenceMs / 4), id -> cutIfSilent());
  }

  /** Opens it, and from now on opens it again. */
  public void keep() {
    wanted = true;
    connect();
  }

  /** Closes it, and leaves it closed. */
  public void cut() {
    wanted = false;
    drop();
  }

  /** Closes it, and opens another. */
  public void renew() {
    drop();
    connect();
  }

  /** All is well: after its end the next one is opened soon. */
  public void settled() {
    pauseMs = FIRST_PAUSE_MS;
  }

  /** Whether it is up. */
  public boolean up() {
    return socket.isPresent();
  }

  /** Writes a message; nothing if it is not up. */
  public void send(String message) {
    socket.ifPresent(up -> up.writeTextMessage(message).onFailure(thrown -> onEnd(up)));
  }

  /** Closes it for good. */
  public Future<Void> close() {
    vertx.cancelTimer(watch);
    cut();
    return client.close();
  }

  private void connect() {
    if (connecting || socket.isPresent() || !wanted) {
      return;
    }
    connecting = true;
    client
        .connect(
            new WebSocketConnectOptions()
                .setHost(endpoint.host())
                .setPort(endpoint.port())
                .setSsl(endpoint.tls())
                .setURI(endpoint.path().isEmpty() ? "/" : endpoint.path())
                .setTimeout(CONNECT_TIMEOUT_MS))
        .onComplete(this::onConnect);
  }

  private void onConnect(AsyncResult<WebSocket> result) {
    connecting = false;
    if (result.failed()) {
      connectLater();
      return;
    }
    WebSocket up = result.result();
    up.exceptionHandler(thrown -> onEnd(up));
    up.closeHandler(v -> onEnd(up));
    up.textMessageHandler(message -> onText(up, message));
    if (!wanted) {
      leave(up);
      return;
    }
    socket = Optional.of(up);
    heardNanos = nanos.getAsLong();
    listener.opened();
  }

  private void onText(WebSocket from, String message) {
    if (isCurrent(from)) {
      heardNanos = nanos.getAsLong();
      listener.text(message);
    }
  }

  private void onEnd(WebSocket of) {
    if (isCurrent(of)) {
      drop();
      connectLater();
    }
  }

  private void cutIfSilent() {
    socket
        .filter(up -> nanos.getAsLong() - heardNanos > silenceMs * NANOS_PER_MS)
        .ifPresent(this::onEnd);
  }

  private void drop() {
    Optional<WebSocket> left = socket;
    socket = Optional.empty();
    left.ifPresent(
        up -> {
          leave(up);
          listener.closed();
        });
  }

  private static void leave(WebSocket up) {
    up.close().onFailure(thrown -> {});
  }

  private void connectLater() {
    long pause = pauseMs;
    pauseMs = Math.min(LONGEST_PAUSE_MS, 2 * pauseMs);
    vertx.setTimer(pause, id -> connect());
  }

  private boolean isCurrent(WebSocket one) {
    return socket.filter(up -> up == one).isPresent();
  }
}

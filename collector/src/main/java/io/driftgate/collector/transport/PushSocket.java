package io.driftgate.collector.transport;

import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Stamp;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * One WebSocket connection, from opening to its end. Pings show that the peer is still there, which
 * TCP alone does not tell for minutes. Not reused: a reconnect is a new one. Lives on the loop.
 *
 * <p>Traps: Vert.x sends an {@code Origin} header unless told not to, and geth refuses unknown
 * origins with 403. An extension that the server switches on unasked is refused, since a compressed
 * frame is a zip bomb before it is a message (CVE-2026-102467).
 */
public final class PushSocket implements PushChannel {
  /** Between two pings of ours; a peer that checks ten times a second stays far below. */
  private static final int MAX_PEER_PINGS = 1_000;

  private final Loop loop;
  private final Supplier<Stamp> clock;
  private final Address address;
  private final Limits limits;
  private final long pingNanos;
  private final Listener listener;
  private final ClientWebSocket socket;

  private Optional<Buffer> fragments = Optional.empty();
  private boolean opened;
  private boolean ended;
  private long timer;
  private long pings;
  private int peerPings;
  private OptionalLong pingSentNanos = OptionalLong.empty();

  /**
   * Opens nothing yet.
   *
   * @param pingNanos pause between an answered ping and the next one
   */
  public PushSocket(
      Loop loop,
      Supplier<Stamp> clock,
      Clients clients,
      Address address,
      Limits limits,
      long pingNanos,
      Listener listener) {
    this.loop = loop;
    this.clock = clock;
    this.address = address;
    this.limits = limits;
    this.pingNanos = pingNanos;
    this.listener = listener;
    this.socket = clients.ws(limits).webSocket();
  }

  @Override
  public void open(Map<String, String> headers) {
    loop.check();
    WebSocketConnectOptions options = address.applyTo(new WebSocketConnectOptions());
    options.setAllowOriginHeader(false).setTimeout(limits.timeoutMs());
    headers.forEach(options::putHeader);
    timer = loop.after(limits.timeoutNanos(), () -> onTimeout("no WebSocket opened"));
    socket
        .frameHandler(this::onFrame)
        .pongHandler(this::onPong)
        .exceptionHandler(this::onBroken)
        .closeHandler(v -> lose(FailureKind.REFUSED, address + " closed the WebSocket"));
    socket.connect(options).onComplete(this::onConnected);
  }

  @Override
  public void send(String text) {
    loop.check();
    socket.writeTextMessage(text).onFailure(this::onBroken);
  }

  @Override
  public void fail(FailureKind kind, String message) {
    lose(kind, message);
  }

  @Override
  public void close() {
    loop.check();
    finish();
  }

  private void onConnected(AsyncResult<WebSocket> connected) {
    opened = connected.succeeded();
    if (!opened) {
      onBroken(connected.cause());
    } else if (ended) {
      closeQuietly();
    } else if (socket.headers().contains("Sec-WebSocket-Extensions")) {
      lose(FailureKind.MALFORMED, address + " switched on a WebSocket extension unasked");
    } else {
      loop.cancel(timer);
      timer = loop.after(pingNanos, this::ping);
      listener.onOpen(clock.get());
    }
  }

  private void onFrame(WebSocketFrame frame) {
    Stamp received = clock.get();
    if (ended) {
      return;
    }
    switch (frame.type()) {
      case TEXT, CONTINUATION -> onText(received, frame);
      case BINARY -> lose(FailureKind.MALFORMED, address + " sent a binary frame");
      case PING -> onPing();
      case PONG, CLOSE -> {}
    }
  }

  /** Vert.x answers each ping; a peer that sends many and reads none would fill our memory. */
  private void onPing() {
    peerPings++;
    if (peerPings > MAX_PEER_PINGS) {
      lose(FailureKind.MALFORMED, address + " floods the WebSocket with pings");
    }
  }

  private void onText(Stamp received, WebSocketFrame frame) {
    Buffer message = fragments.orElseGet(Buffer::buffer).appendBuffer(frame.binaryData());
    if (message.length() > limits.maxBytes()) {
      lose(FailureKind.TOO_LARGE, address + " sent a message over " + limits.maxBytes() + " bytes");
    } else if (frame.isFinal()) {
      fragments = Optional.empty();
      listener.onMessage(received, message);
    } else {
      fragments = Optional.of(message);
    }
  }

  private void ping() {
    pings++;
    peerPings = 0;
    timer = loop.after(limits.timeoutNanos(), () -> onTimeout("ping unanswered"));
    pingSentNanos = OptionalLong.of(clock.get().nanos());
    socket.writePing(Buffer.buffer().appendLong(pings)).onFailure(this::onBroken);
  }

  /** Pongs nobody asked for are legal, and prove nothing. */
  private void onPong(Buffer payload) {
    Stamp received = clock.get();
    boolean ours = payload.length() == Long.BYTES && payload.getLong(0) == pings;
    if (ended || pingSentNanos.isEmpty() || !ours) {
      return;
    }
    long sentNanos = pingSentNanos.getAsLong();
    pingSentNanos = OptionalLong.empty();
    loop.cancel(timer);
    timer = loop.after(pingNanos, this::ping);
    listener.onAlive(sentNanos, received);
  }

  private void onTimeout(String what) {
    lose(FailureKind.TIMEOUT, what + " by " + address + " within " + limits.timeoutMs() + " ms");
  }

  private void onBroken(Throwable thrown) {
    lose(Causes.kindOf(thrown), Causes.messageOf(thrown, address));
  }

  private void lose(FailureKind kind, String message) {
    if (!ended) {
      Stamp at = clock.get();
      finish();
      listener.onLost(new Failure(kind, message, at));
    }
  }

  private void finish() {
    ended = true;
    fragments = Optional.empty();
    loop.cancel(timer);
    if (opened) {
      closeQuietly();
    }
  }

  /** It fails when the peer has closed already, which is what was wanted. */
  private void closeQuietly() {
    socket.close().onFailure(PushSocket::alreadyClosed);
  }

  private static void alreadyClosed(Throwable thrown) {}
}

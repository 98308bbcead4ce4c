package io.driftgate.collector.transport;

import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Stamp;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * One stream of server-sent events, from asking for it to its end. It is open when the node has
 * answered with status 200 and the content type of one. Any byte is a sign of life, comments that
 * keep it open among them; a stream that brings none for too long, from its opening on, is over.
 * Not reused: a reconnect is a new one. Lives on the loop.
 */
public final class EventStream implements PushChannel {
  private static final long NANOS_PER_MS = 1_000_000;
  private static final String CONTENT_TYPE = "text/event-stream";

  private final Loop loop;
  private final Supplier<Stamp> clock;
  private final HttpClient client;
  private final Address address;
  private final String target;
  private final Limits limits;
  private final long silenceNanos;
  private final Listener listener;
  private final EventParser parser;

  private Optional<HttpClientRequest> request = Optional.empty();
  private boolean ended;
  private long timer;
  private long heardNanos;
  private Stamp received;

  /**
   * Opens nothing yet.
   *
   * @param target of the stream, below the address
   * @param silenceNanos how long it may bring nothing
   */
  public EventStream(
      Loop loop,
      Supplier<Stamp> clock,
      Clients clients,
      Address address,
      String target,
      Limits limits,
      long silenceNanos,
      Listener listener) {
    this.loop = loop;
    this.clock = clock;
    this.client = clients.stream(limits);
    this.address = address;
    this.target = target;
    this.limits = limits;
    this.silenceNanos = silenceNanos;
    this.listener = listener;
    this.parser = new EventParser(limits.maxBytes(), this::onEvent);
    this.received = clock.get();
  }

  @Override
  public void open(Map<String, String> headers) {
    loop.check();
    RequestOptions options = address.applyTo(new RequestOptions());
    options.setURI(address.targetOf(target));
    headers.forEach(options::putHeader);
    options.putHeader("Accept", CONTENT_TYPE).putHeader("Accept-Encoding", "identity");
    timer = loop.after(limits.timeoutNanos(), this::onUnopened);
    client.request(options).onComplete(this::onConnection);
  }

  /** There is nothing to send on. */
  @Override
  public void send(String text) {
    throw new IllegalStateException("an event stream takes no messages");
  }

  @Override
  public void fail(FailureKind kind, String message) {
    lose(kind, message, OptionalLong.empty());
  }

  @Override
  public void close() {
    loop.check();
    finish();
  }

  private void onConnection(AsyncResult<HttpClientRequest> connection) {
    if (connection.failed()) {
      onBroken(connection.cause());
      return;
    }
    request = Optional.of(connection.result());
    connection.result().exceptionHandler(this::onBroken);
    if (ended) {
      abandon(connection.result());
    } else {
      connection.result().send().onComplete(this::onHead);
    }
  }

  private void onHead(AsyncResult<HttpClientResponse> head) {
    if (head.failed()) {
      onBroken(head.cause());
      return;
    }
    // First of all: Vert.x logs, with its trace, what nobody handles.
    head.result().exceptionHandler(this::onBroken);
    if (!ended) {
      judge(head.result());
    }
  }

  private void judge(HttpClientResponse response) {
    Stamp at = clock.get();
    Optional<FailureKind> status = Causes.kindOfStatus(response.statusCode());
    if (status.isPresent()) {
      lose(
          status.get(),
          Causes.statusMessage(response.statusCode(), address),
          RetryAfter.nanos(response.getHeader("Retry-After"), at.wallMs()));
    } else if (!isEventStream(response)) {
      fail(FailureKind.MALFORMED, address + " answered with something else than an event stream");
    } else {
      loop.cancel(timer);
      heardNanos = at.nanos();
      timer = loop.after(silenceNanos, this::onQuiet);
      response.handler(this::onChunk).endHandler(v -> onEnd());
      listener.onOpen(at);
    }
  }

  private static boolean isEventStream(HttpClientResponse response) {
    String type = response.getHeader("Content-Type");
    String encoding = response.getHeader("Content-Encoding");
    return type != null
        && type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(CONTENT_TYPE)
        && (encoding == null || encoding.equalsIgnoreCase("identity"));
  }

  private void onChunk(Buffer chunk) {
    received = clock.get();
    if (ended) {
      return;
    }
    heardNanos = received.nanos();
    if (!parser.read(chunk.getBytes())) {
      fail(FailureKind.TOO_LARGE, address + " sent an event over " + limits.maxBytes() + " bytes");
    }
  }

  private void onEvent(Buffer event) {
    if (!ended) {
      listener.onMessage(received, event);
    }
  }

  /**
   * The timer is not moved with each byte: it looks again when the silence could be long enough.
   */
  private void onQuiet() {
    long left = heardNanos + silenceNanos - clock.get().nanos();
    if (left > 0) {
      timer = loop.after(left, this::onQuiet);
    } else {
      fail(
          FailureKind.TIMEOUT,
          "no byte from "
              + address
              + " on its event stream for "
              + silenceNanos / NANOS_PER_MS
              + " ms");
    }
  }

  private void onUnopened() {
    fail(
        FailureKind.TIMEOUT,
        "no event stream opened by " + address + " within " + limits.timeoutMs() + " ms");
  }

  private void onEnd() {
    fail(FailureKind.REFUSED, address + " ended the event stream");
  }

  private void onBroken(Throwable thrown) {
    fail(Causes.kindOf(thrown), Causes.messageOf(thrown, address));
  }

  private void lose(FailureKind kind, String message, OptionalLong retryAfterNanos) {
    if (!ended) {
      Stamp at = clock.get();
      finish();
      listener.onLost(new Failure(kind, message, at, retryAfterNanos));
    }
  }

  private void finish() {
    ended = true;
    loop.cancel(timer);
    request.ifPresent(this::abandon);
  }

  /** Over HTTP/1.1 this closes the connection. It fails when there is nothing left to close. */
  private void abandon(HttpClientRequest left) {
    left.reset().onFailure(EventStream::nothingLeftToClose);
  }

  private static void nothingLeftToClose(Throwable thrown) {}
}

package io.driftgate.collector.transport;

import io.driftgate.collector.protocol.Request;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Stamp;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One request and what becomes of it. The deadline is total: it starts before a connection is asked
 * for and is not moved by bytes that drip in.
 *
 * <p>The body under a status other than 200 is read and dropped, so that a rate limit does not cost
 * a new connection each time; whatever ends that reading, the status is the verdict.
 */
final class HttpExchange {
  private static final int MAX_LENGTH_DIGITS = 17;

  private final Loop loop;
  private final Supplier<Stamp> clock;
  private final Address address;
  private final Limits limits;
  private final Function<HttpConnection, Request> question;
  private final Consumer<Exchange> end;

  private Optional<Buffer> body = Optional.empty();
  private Optional<HttpClientRequest> request = Optional.empty();
  private OptionalInt badStatus = OptionalInt.empty();
  private OptionalLong retryAfter = OptionalLong.empty();
  private long bytes;
  private long sentNanos;
  private long deadline;
  private boolean ended;

  HttpExchange(
      Loop loop,
      Supplier<Stamp> clock,
      Address address,
      Limits limits,
      Function<HttpConnection, Request> question,
      Consumer<Exchange> end) {
    this.loop = loop;
    this.clock = clock;
    this.address = address;
    this.limits = limits;
    this.question = question;
    this.end = end;
  }

  void start(HttpClient client, RequestOptions options) {
    deadline = loop.after(limits.timeoutNanos(), this::onDeadline);
    client.request(options).onComplete(this::onConnection);
  }

  private void onConnection(AsyncResult<HttpClientRequest> connection) {
    if (connection.failed()) {
      onBroken(connection.cause());
      return;
    }
    connection.result().exceptionHandler(this::onBroken);
    if (ended) {
      abandon(connection.result());
    } else {
      send(connection.result());
    }
  }

  private void send(HttpClientRequest ready) {
    request = Optional.of(ready);
    Request asked = question.apply(ready.connection());
    ready.setURI(address.targetOf(asked.target()));
    Optional<Buffer> json = asked.body().map(Buffer::buffer);
    if (json.isPresent()) {
      ready.setMethod(HttpMethod.POST).putHeader("Content-Type", "application/json");
    }
    sentNanos = clock.get().nanos();
    json.map(ready::send).orElseGet(ready::send).onComplete(this::onHead);
  }

  private void onHead(AsyncResult<HttpClientResponse> head) {
    if (head.failed()) {
      onBroken(head.cause());
    } else {
      // First of all: Vert.x logs, with its trace, what nobody handles.
      head.result().exceptionHandler(this::onBroken);
      if (!ended) {
        read(head.result());
      }
    }
  }

  private void read(HttpClientResponse response) {
    if (Causes.kindOfStatus(response.statusCode()).isPresent()) {
      badStatus = OptionalInt.of(response.statusCode());
      retryAfter = RetryAfter.nanos(response.getHeader("Retry-After"), clock.get().wallMs());
    }
    if (announcedBytes(response) > limits.maxBytes()) {
      onTooLarge();
      return;
    }
    response
        .handler(this::onChunk)
        .endHandler(
            v -> {
              Stamp received = clock.get();
              onLastByte(received);
            });
  }

  /** -1 when nothing is announced; the count of what arrives is the cap that can't be lied to. */
  private static long announcedBytes(HttpClientResponse response) {
    String length = response.getHeader("Content-Length");
    if (length == null || !length.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    return length.length() > MAX_LENGTH_DIGITS ? Long.MAX_VALUE : Long.parseLong("0" + length);
  }

  private void onChunk(Buffer chunk) {
    if (ended) {
      return;
    }
    bytes += chunk.length();
    if (bytes > limits.maxBytes()) {
      onTooLarge();
    } else if (badStatus.isEmpty()) {
      append(chunk);
    }
  }

  /** Most bodies come in one piece, which is ours and is not copied. */
  private void append(Buffer chunk) {
    if (body.isEmpty()) {
      body = Optional.of(chunk);
    } else {
      body.get().appendBuffer(chunk);
    }
  }

  private void onLastByte(Stamp received) {
    if (!ended) {
      finish();
      Exchange exchange =
          badStatus.isPresent()
              ? status(badStatus.getAsInt(), received)
              : new Answer(body.orElseGet(Buffer::buffer), sentNanos, received);
      // Only then is the connection back in the pool, and the next request finds it there.
      loop.next(() -> end.accept(exchange));
    }
  }

  private void onTooLarge() {
    fail(FailureKind.TOO_LARGE, address + " sent more than " + limits.maxBytes() + " bytes");
  }

  private void onDeadline() {
    fail(
        FailureKind.TIMEOUT,
        "no complete answer from " + address + " within " + limits.timeoutMs() + " ms");
  }

  private void onBroken(Throwable thrown) {
    fail(Causes.kindOf(thrown), Causes.messageOf(thrown, address));
  }

  private void fail(FailureKind kind, String message) {
    if (ended) {
      return;
    }
    Stamp at = clock.get();
    finish();
    request.ifPresent(this::abandon);
    end.accept(
        badStatus.isPresent() ? status(badStatus.getAsInt(), at) : new Failure(kind, message, at));
  }

  private Failure status(int status, Stamp at) {
    FailureKind kind = Causes.kindOfStatus(status).orElse(FailureKind.HTTP_STATUS);
    return new Failure(kind, Causes.statusMessage(status, address), at, retryAfter);
  }

  private void finish() {
    ended = true;
    loop.cancel(deadline);
  }

  /** Over HTTP/1.1 this closes the connection. It fails when there is nothing left to close. */
  private void abandon(HttpClientRequest left) {
    left.reset().onFailure(HttpExchange::nothingLeftToClose);
  }

  private static void nothingLeftToClose(Throwable thrown) {}
}

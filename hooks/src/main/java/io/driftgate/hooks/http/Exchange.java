package io.driftgate.hooks.http;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/** One request and its answer; it ends once, and has no time limit of its own. Edge loop. */
final class Exchange {
  /** Venues' answers are a few kilobytes; a list of open orders or of instruments is the most. */
  private static final int MAX_BODY_BYTES = 1 << 20;

  private final Promise<VenueAnswer> promise = Promise.promise();
  private final Buffer body = Buffer.buffer();
  private final Endpoint endpoint;
  private final Supplier<Optional<VenueRequest>> source;
  private Optional<HttpClientRequest> request = Optional.empty();
  private boolean ended;

  Exchange(Endpoint endpoint, Supplier<Optional<VenueRequest>> source) {
    this.endpoint = endpoint;
    this.source = source;
  }

  /** Fails with {@link NoAnswer} only. */
  Future<VenueAnswer> answer() {
    return promise.future();
  }

  /** What was not sent is not sent; a connection that waits for an answer is closed. */
  void abort() {
    fail("given up");
  }

  void onConnection(AsyncResult<HttpClientRequest> connection) {
    if (connection.failed()) {
      fail("no connection to " + endpoint);
      return;
    }
    HttpClientRequest ready = connection.result();
    ready.exceptionHandler(thrown -> fail("the connection to " + endpoint + " broke"));
    request = Optional.of(ready);
    Optional<VenueRequest> wanted = ended ? Optional.empty() : source.get();
    if (ended) {
      reset();
    } else if (wanted.isEmpty()) {
      fail("too late to send it to " + endpoint);
    } else {
      send(ready, wanted.get());
    }
  }

  private void send(HttpClientRequest ready, VenueRequest wanted) {
    ready.setMethod(HttpMethod.valueOf(wanted.verb().name()));
    ready.setURI(wanted.target());
    wanted.headers().forEach(ready::putHeader);
    Future<HttpClientResponse> sent =
        wanted.body().isEmpty() ? ready.send() : ready.send(Buffer.buffer(wanted.body()));
    sent.onComplete(this::onHead);
  }

  private void onHead(AsyncResult<HttpClientResponse> head) {
    if (head.failed()) {
      fail("no answer from " + endpoint);
      return;
    }
    HttpClientResponse response = head.result();
    response.exceptionHandler(thrown -> fail("the answer of " + endpoint + " broke off"));
    response.handler(this::onChunk);
    response.endHandler(v -> onEnd(response));
  }

  private void onChunk(Buffer chunk) {
    if (ended) {
      return;
    }
    if (body.length() + chunk.length() > MAX_BODY_BYTES) {
      fail(endpoint + " sent more than " + MAX_BODY_BYTES + " bytes");
    } else {
      body.appendBuffer(chunk);
    }
  }

  private void onEnd(HttpClientResponse response) {
    if (!ended) {
      ended = true;
      promise.complete(
          new VenueAnswer(
              response.statusCode(),
              body.toString(StandardCharsets.UTF_8),
              RetryAfter.ms(response.getHeader("Retry-After"))));
    }
  }

  private void fail(String why) {
    if (!ended) {
      ended = true;
      reset();
      promise.fail(new NoAnswer(why));
    }
  }

  /** Over HTTP/1.1 this closes the connection; it fails when there is nothing left to close. */
  private void reset() {
    request.ifPresent(left -> left.reset().onFailure(thrown -> {}));
  }
}

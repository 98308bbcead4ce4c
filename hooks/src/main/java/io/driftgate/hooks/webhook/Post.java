package io.driftgate.hooks.webhook;

import io.driftgate.hooks.Attempt;
import io.driftgate.hooks.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * One request and its answer. The answer's status is the other side's word; its body is read and
 * forgotten, up to a cap. Edge loop.
 */
final class Post implements Attempt {
  private static final int MOST_BYTES = 64 << 10;
  private static final int OK = 200;
  private static final int MULTIPLE = 300;
  private static final int GONE = 410;

  private final LongSupplier wallMs;
  private final Promise<Outcome> ended = Promise.promise();
  private Optional<HttpClientRequest> request = Optional.empty();
  private long read;

  Post(LongSupplier wallMs) {
    this.wallMs = wallMs;
  }

  void send(HttpClientRequest opened, Buffer body) {
    if (ended.future().isComplete()) {
      opened.reset();
      return;
    }
    request = Optional.of(opened);
    opened.response().onSuccess(this::answered).onFailure(this::fail);
    opened.send(body).onFailure(this::fail);
  }

  void fail(Throwable failure) {
    ended.tryComplete(Outcome.failed("no answer: " + failure.getClass().getSimpleName()));
  }

  private void answered(HttpClientResponse response) {
    response.handler(
        more -> {
          read += more.length();
          if (read > MOST_BYTES) {
            response.request().reset();
          }
        });
    response.exceptionHandler(cut -> {});
    ended.tryComplete(outcome(response));
  }

  private Outcome outcome(HttpClientResponse response) {
    int status = response.statusCode();
    String note = "status " + status;
    if (status >= OK && status < MULTIPLE) {
      return Outcome.delivered(note);
    }
    if (status == GONE) {
      return Outcome.gone(note);
    }
    OptionalLong askedMs = RetryAfter.ms(response.getHeader("retry-after"), wallMs.getAsLong());
    return askedMs.isPresent() ? Outcome.failed(note, askedMs.getAsLong()) : Outcome.failed(note);
  }

  @Override
  public Future<Outcome> outcome() {
    return ended.future();
  }

  @Override
  public void abort() {
    if (ended.tryComplete(Outcome.failed("no answer in time"))) {
      request.ifPresent(HttpClientRequest::reset);
    }
  }
}

package io.driftgate.hooks.http;

import io.driftgate.hooks.Attempt;
import io.driftgate.hooks.Outcome;
import io.vertx.core.AsyncResult;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;

/** Runs the steps of one attempt. Edge loop. */
final class Conversation implements Attempt {
  private final Promise<Outcome> outcome = Promise.promise();
  private final VenueLine line;
  private final BooleanSupplier wanted;
  private List<Exchange> open = List.of();
  private boolean ended;

  Conversation(VenueLine line, BooleanSupplier wanted) {
    this.line = line;
    this.wanted = wanted;
  }

  @Override
  public Future<Outcome> outcome() {
    return outcome.future();
  }

  @Override
  public void abort() {
    end(Outcome.failed("given up"));
    open.forEach(Exchange::abort);
  }

  void take(Step step) {
    if (ended) {
      return;
    }
    if (step instanceof Step.Ask ask) {
      ask(ask);
    } else if (step instanceof Step.Done done) {
      if (done.clockWrong()) {
        line.warm();
      }
      end(done.outcome());
    }
  }

  private void ask(Step.Ask ask) {
    open = ask.requests().stream().map(this::send).toList();
    Future.join(open.stream().map(Exchange::answer).toList())
        .onComplete(answered -> onAnswers(ask, answered));
  }

  private Exchange send(LongFunction<VenueRequest> request) {
    return line.send(
        () ->
            wanted.getAsBoolean()
                ? Optional.of(request.apply(line.clock().nowMs()))
                : Optional.empty());
  }

  private void onAnswers(Step.Ask ask, AsyncResult<CompositeFuture> answered) {
    if (answered.failed()) {
      end(Outcome.failed(answered.cause().getMessage()));
      return;
    }
    List<VenueAnswer> answers = open.stream().map(exchange -> exchange.answer().result()).toList();
    take(ask.next().apply(answers));
  }

  private void end(Outcome with) {
    if (!ended) {
      ended = true;
      outcome.complete(with);
    }
  }
}

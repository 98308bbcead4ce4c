package io.driftgate.hooks.bybit;

import io.driftgate.hooks.Attempt;
import io.driftgate.hooks.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** A refresh that ends with the venue's pong. Edge loop. */
final class Ping implements Attempt {
  private final Promise<Outcome> outcome = Promise.promise();

  @Override
  public Future<Outcome> outcome() {
    return outcome.future();
  }

  @Override
  public void abort() {
    end(Outcome.failed("given up"));
  }

  boolean ended() {
    return outcome.future().isComplete();
  }

  void end(Outcome with) {
    outcome.tryComplete(with);
  }
}

package io.driftgate.hooks;

import io.vertx.core.Future;

/** An attempt that was over as it began. */
record Ended(Future<Outcome> outcome) implements Attempt {
  static Ended with(Outcome outcome) {
    return new Ended(Future.succeededFuture(outcome));
  }

  @Override
  public void abort() {}
}

package io.driftgate.hooks.http;

import io.driftgate.hooks.Attempt;
import io.driftgate.hooks.Outcome;
import io.vertx.core.Future;

/** An attempt that has ended as it began. */
public final class Settled {
  private Settled() {}

  /** With this outcome. */
  public static Attempt with(Outcome outcome) {
    return new Attempt() {
      @Override
      public Future<Outcome> outcome() {
        return Future.succeededFuture(outcome);
      }

      @Override
      public void abort() {}
    };
  }
}

package io.driftgate.hooks;

import io.vertx.core.Future;

/** Takes the place of a hook to which nothing is to be sent. It connects to nobody. */
public final class DryHook implements Hook {
  private static final Attempt DONE =
      new Attempt() {
        @Override
        public Future<Outcome> outcome() {
          return Future.succeededFuture(Outcome.delivered("nothing is sent by a dry run"));
        }

        @Override
        public void abort() {
          // it is over
        }
      };

  @Override
  public Attempt attempt(Message message) {
    return DONE;
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}

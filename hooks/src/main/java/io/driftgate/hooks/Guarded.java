package io.driftgate.hooks;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.function.Supplier;

/** An attempt that begins once the gate has said that it stands behind it. Edge loop. */
final class Guarded implements Attempt {
  private final Promise<Outcome> ended = Promise.promise();
  private Optional<Attempt> begun = Optional.empty();

  /**
   * Asks, and begins one of the two or none.
   *
   * @param attempt if the gate stands behind it
   * @param otherwise if the market has moved on; empty: then there is nothing to tell
   */
  static Attempt of(
      Future<Boolean> stands, Supplier<Attempt> attempt, Optional<Supplier<Attempt>> otherwise) {
    Guarded guarded = new Guarded();
    stands.onComplete(
        answer -> {
          if (answer.failed()) {
            guarded.ended.tryComplete(Outcome.failed("the gate did not answer in time"));
          } else if (answer.result()) {
            guarded.begin(attempt);
          } else if (otherwise.isPresent()) {
            guarded.begin(otherwise.get());
          } else {
            guarded.ended.tryComplete(Outcome.over("the market has moved on"));
          }
        });
    return guarded;
  }

  private void begin(Supplier<Attempt> attempt) {
    if (!ended.future().isComplete()) {
      Attempt inner = attempt.get();
      begun = Optional.of(inner);
      inner.outcome().onSuccess(ended::tryComplete);
    }
  }

  @Override
  public Future<Outcome> outcome() {
    return ended.future();
  }

  @Override
  public void abort() {
    if (begun.isPresent()) {
      begun.get().abort();
    } else {
      ended.tryComplete(Outcome.failed("given up before the gate stood behind it"));
    }
  }
}

package io.driftgate.hooks.http;

import io.driftgate.hooks.Attempt;
import io.driftgate.hooks.Outcome;
import io.vertx.core.Future;
import java.util.List;

/** What becomes of several things that all have to be done. */
public final class Outcomes {
  private Outcomes() {}

  /**
   * The worst. FAILED is worst of all: whatever became of the others, another attempt may help.
   *
   * @param of at least one
   */
  public static Outcome worst(List<Outcome> of) {
    return of.stream().reduce((a, b) -> rank(b) > rank(a) ? b : a).orElseThrow();
  }

  /** One attempt that is all of these. */
  public static Attempt all(List<Attempt> attempts) {
    if (attempts.size() == 1) {
      return attempts.get(0);
    }
    Future<Outcome> outcome =
        Future.join(attempts.stream().map(Attempt::outcome).toList())
            .map(done -> worst(done.<Outcome>list()));
    return new Attempt() {
      @Override
      public Future<Outcome> outcome() {
        return outcome;
      }

      @Override
      public void abort() {
        attempts.forEach(Attempt::abort);
      }
    };
  }

  private static int rank(Outcome outcome) {
    return switch (outcome.kind()) {
      case DELIVERED, OVER -> 0;
      case REFUSED -> 1;
      case GONE -> 2;
      case FAILED -> 3;
    };
  }
}

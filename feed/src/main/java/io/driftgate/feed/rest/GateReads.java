package io.driftgate.feed.rest;

import io.driftgate.feed.desk.FeedCounts;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads the core's view, or orders something of it, on the gate loop, and renders the outcome on
 * the request's own loop. Bounded: REST may not crowd out decisions, and a gate loop that doesn't
 * answer within a second is an answer too; then nothing is done afterwards either.
 */
final class GateReads {
  static final int MAX_IN_FLIGHT = 64;
  private static final long PATIENCE_MS = 1_000;

  private final Vertx vertx;
  private final Context gateLoop;
  private final FeedCounts counts;
  private final AtomicInteger inFlight = new AtomicInteger();

  GateReads(Vertx vertx, Context gateLoop, FeedCounts counts) {
    this.vertx = vertx;
    this.gateLoop = gateLoop;
    this.counts = counts;
  }

  /**
   * Answers a request. What breaks while reading is this request's failure: an uncaught exception
   * on the gate loop would end the process.
   *
   * @param read on the gate loop
   * @param render on the request's loop
   */
  <T> void read(RoutingContext request, Supplier<T> read, Consumer<T> render) {
    readInTurns(request, () -> Future.succeededFuture(read.get()), render);
  }

  /**
   * The same for what takes several turns of the gate loop.
   *
   * @param read begun on the gate loop, completes there
   */
  <T> void readInTurns(RoutingContext request, Supplier<Future<T>> read, Consumer<T> render) {
    if (inFlight.get() >= MAX_IN_FLIGHT) {
      refuse(request, "too many requests at once; try again later");
      return;
    }
    inFlight.incrementAndGet();
    Context own = vertx.getOrCreateContext();
    AtomicBoolean taken = new AtomicBoolean();
    long timer =
        vertx.setTimer(
            PATIENCE_MS,
            late -> {
              if (taken.compareAndSet(false, true)) {
                refuse(request, "the gate loop did not answer within 1 s; nothing was done");
              }
            });
    gateLoop.runOnContext(
        now -> {
          if (!taken.compareAndSet(false, true)) {
            inFlight.decrementAndGet();
            return;
          }
          Future.succeededFuture(read)
              .compose(Supplier::get)
              .onComplete(
                  (value, failure) -> {
                    inFlight.decrementAndGet();
                    own.runOnContext(
                        back -> {
                          vertx.cancelTimer(timer);
                          end(request, render, value, failure);
                        });
                  });
        });
  }

  private static <T> void end(
      RoutingContext request, Consumer<T> render, T value, Throwable failure) {
    if (failure == null) {
      renderOrFail(request, render, value);
    } else {
      request.fail(failure);
    }
  }

  /** The boundary of this loop's work: a bug becomes this request's answer. */
  private static <T> void renderOrFail(RoutingContext request, Consumer<T> render, T value) {
    try {
      render.accept(value);
    } catch (RuntimeException e) {
      request.fail(e);
    }
  }

  private void refuse(RoutingContext request, String detail) {
    counts.refusedRead();
    Problem.send(request.response(), 503, detail);
  }
}

package io.driftgate.hooks.http;

import io.driftgate.hooks.Attempt;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One venue's connections and its clock. While it is open a small request goes out every now and
 * then, so that a withdrawal finds a connection that is up; where the venue tells the time, that is
 * what is asked for. Edge loop.
 */
public final class VenueLine {
  /** Below the idle limits of usual front ends. */
  private static final long WARM_MS = 15_000;

  /** Of what is asked on our own account; attempts have their engine's limits. */
  private static final long OWN_LIMIT_MS = 5_000;

  private final Vertx vertx;
  private final VenueClient client;
  private final VenueClock clock;
  private final Warmth warmth;
  private final long timer;
  private Optional<Exchange> warming = Optional.empty();

  /**
   * What keeps a connection warm.
   *
   * @param request cheap, and without any effect at the venue
   * @param timeMs reads the venue's time from the answer, in Unix milliseconds; empty: it tells
   *     none
   */
  public record Warmth(
      LongFunction<VenueRequest> request, Function<VenueAnswer, OptionalLong> timeMs) {}

  public VenueLine(Vertx vertx, Endpoint endpoint, LongSupplier wallMs, Warmth warmth) {
    this.vertx = vertx;
    this.client = new VenueClient(vertx, endpoint);
    this.clock = new VenueClock(wallMs);
    this.warmth = warmth;
    this.timer = vertx.setPeriodic(1, WARM_MS, id -> warm());
  }

  /** Begins a conversation at once. */
  public Attempt begin(Step first) {
    return begin(first, () -> true);
  }

  /**
   * Begins a conversation at once.
   *
   * @param wanted asked as each request is written; false: it is not sent any more
   */
  public Attempt begin(Step first, BooleanSupplier wanted) {
    Conversation conversation = new Conversation(this, wanted);
    conversation.take(first);
    return conversation;
  }

  /** The venue's time as far as it is known. */
  public VenueClock clock() {
    return clock;
  }

  /** Closes its connections. */
  public Future<Void> close() {
    vertx.cancelTimer(timer);
    return client.close();
  }

  Exchange send(Supplier<Optional<VenueRequest>> request) {
    return client.begin(request);
  }

  /** Asks unless it is being asked already. */
  void warm() {
    if (warming.isPresent()) {
      return;
    }
    long[] askedMs = {clock.wallMs()};
    Exchange exchange =
        client.begin(
            () -> {
              askedMs[0] = clock.wallMs();
              return Optional.of(warmth.request().apply(clock.nowMs()));
            });
    warming = Optional.of(exchange);
    long limit = vertx.setTimer(OWN_LIMIT_MS, id -> exchange.abort());
    exchange
        .answer()
        .onComplete(
            done -> {
              vertx.cancelTimer(limit);
              warming = Optional.empty();
              if (done.succeeded()) {
                learn(done.result(), askedMs[0]);
              }
            });
  }

  private void learn(VenueAnswer answer, long askedMs) {
    warmth
        .timeMs()
        .apply(answer)
        .ifPresent(venueMs -> clock.learn(venueMs, askedMs, clock.wallMs()));
  }
}

package io.driftgate.hooks.bybit;

import io.driftgate.hooks.Hook;
import io.driftgate.hooks.Outcome;
import io.driftgate.hooks.http.Step;
import io.driftgate.hooks.http.VenueAnswer;
import io.driftgate.hooks.http.VenueHook;
import io.driftgate.hooks.http.VenueLine;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * An account at Bybit. The venue says that it took a cancel, not that the orders are gone, and
 * takes 500 futures orders at a time: it is asked what is open, and cancels again until nothing is.
 * Edge loop.
 */
public final class BybitVenue {
  private static final int ROUNDS = 10;

  private final Vertx vertx;
  private final BybitSettings settings;
  private final VenueLine line;

  /**
   * Begins to connect.
   *
   * @param wallMs Unix milliseconds
   */
  public BybitVenue(Vertx vertx, BybitSettings settings, LongSupplier wallMs) {
    this.vertx = vertx;
    this.settings = settings;
    this.line =
        new VenueLine(
            vertx,
            settings.endpoint(),
            wallMs,
            new VenueLine.Warmth(nowMs -> BybitRequests.time(), BybitAnswers::timeMs));
  }

  /** Its hook, which owns the connections. */
  public Hook hook() {
    List<Supplier<Step>> withdrawals = new ArrayList<>();
    settings.cancels().forEach(orders -> withdrawals.add(() -> cancel(orders, 1)));
    return new VenueHook(line, withdrawals);
  }

  /**
   * Its dead-man, with a WebSocket of its own; the settings have one.
   *
   * @param nanos a clock that only goes forward
   */
  public BybitDeadMan deadMan(LongSupplier nanos) {
    return new BybitDeadMan(vertx, settings, line, nanos);
  }

  private Step cancel(BybitSettings.Orders orders, int round) {
    return Step.ask(
        nowMs -> BybitRequests.cancelAll(settings, orders, nowMs),
        answer -> BybitAnswers.taken(answer) ? look(orders, round) : BybitAnswers.error(answer));
  }

  private Step look(BybitSettings.Orders orders, int round) {
    return Step.ask(
        nowMs -> BybitRequests.open(settings, orders, nowMs),
        answer -> onLook(orders, round, answer));
  }

  private Step onLook(BybitSettings.Orders orders, int round, VenueAnswer answer) {
    Optional<Boolean> none = BybitAnswers.noneOpen(answer);
    if (none.isEmpty()) {
      return BybitAnswers.error(answer);
    }
    if (none.get()) {
      return Step.done(Outcome.delivered("no open order is left"));
    }
    return round < ROUNDS
        ? cancel(orders, round + 1)
        : Step.done(Outcome.failed("open orders are left"));
  }
}

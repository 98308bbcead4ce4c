package io.driftgate.hooks.hyperliquid;

import io.driftgate.hooks.Hook;
import io.driftgate.hooks.Outcome;
import io.driftgate.hooks.http.Outcomes;
import io.driftgate.hooks.http.Step;
import io.driftgate.hooks.http.VenueAnswer;
import io.driftgate.hooks.http.VenueHook;
import io.driftgate.hooks.http.VenueLine;
import io.driftgate.hooks.http.VenueRequest;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * An account at Hyperliquid. The venue has no order that cancels all, so a withdrawal reads the
 * open orders and names each. What the last reading showed is cancelled beside the new reading; it
 * is done when a reading shows none. Edge loop.
 */
public final class HyperliquidVenue {
  private static final int ROUNDS = 4;
  private static final int ORDERS_PER_REQUEST = 100;

  private final HyperliquidSettings settings;
  private final Secp256k1 key;
  private final HyperliquidBook book = new HyperliquidBook();
  private final Nonces nonces = new Nonces();
  private final VenueLine line;

  /**
   * Begins to connect.
   *
   * @param wallMs Unix milliseconds
   */
  public HyperliquidVenue(Vertx vertx, HyperliquidSettings settings, LongSupplier wallMs) {
    this.settings = settings;
    this.key = new Secp256k1(settings.key());
    this.line =
        new VenueLine(
            vertx, settings.endpoint(), wallMs, new VenueLine.Warmth(this::keepWarm, this::onWarm));
  }

  /** Its hook, which owns the connections. */
  public Hook hook() {
    return new VenueHook(line, List.of(() -> look(1)));
  }

  /**
   * Its dead-man, over the hook's connections; the settings have one.
   *
   * @param nanos a clock that only goes forward
   */
  public HyperliquidDeadMan deadMan(LongSupplier nanos) {
    return new HyperliquidDeadMan(line, settings.deadMan().orElseThrow(), this::signed, nanos);
  }

  private VenueRequest signed(HyperliquidAction action, long nowMs) {
    return HyperliquidRequests.exchange(action, settings, key, nonces.next(nowMs));
  }

  private VenueRequest keepWarm(long nowMs) {
    return book.knowsAssets() ? readOrders(nowMs) : HyperliquidRequests.meta();
  }

  /** The venue tells no time; what it tells is what there is to cancel. */
  private OptionalLong onWarm(VenueAnswer answer) {
    if (!book.readAssets(answer)) {
      book.readOrders(answer);
    }
    return OptionalLong.empty();
  }

  private VenueRequest readOrders(long nowMs) {
    return HyperliquidRequests.openOrders(settings.owner());
  }

  /** Reads the book, and cancels beside it what is known to be there. */
  private Step look(int round) {
    boolean assetsKnown = book.knowsAssets();
    List<List<OpenOrder>> known = assetsKnown ? parts(cancellable()) : List.of();
    List<LongFunction<VenueRequest>> requests = new ArrayList<>();
    requests.add(this::readOrders);
    known.forEach(part -> requests.add(nowMs -> cancel(part, nowMs)));
    if (!assetsKnown) {
      requests.add(nowMs -> HyperliquidRequests.meta());
    }
    return new Step.Ask(requests, answers -> onLook(round, known, answers));
  }

  private Step onLook(int round, List<List<OpenOrder>> known, List<VenueAnswer> answers) {
    if (!book.knowsAssets() && !book.readAssets(answers.get(answers.size() - 1))) {
      return Step.done(HyperliquidAnswers.error(answers.get(answers.size() - 1)));
    }
    if (!book.readOrders(answers.get(0))) {
      return Step.done(HyperliquidAnswers.error(answers.get(0)));
    }
    // A reading may be from before the cancel beside it.
    cancelled(known, answers.subList(1, 1 + known.size()));
    List<OpenOrder> left = inReach();
    if (left.isEmpty()) {
      return Step.done(Outcome.delivered("no open order is left"));
    }
    List<OpenOrder> named = cancellable();
    if (named.isEmpty()) {
      return Step.done(Outcome.failed("open orders on instruments whose number is not known"));
    }
    return round < ROUNDS
        ? cancelThenLook(round, parts(named))
        : Step.done(Outcome.failed("open orders keep coming"));
  }

  private Step cancelThenLook(int round, List<List<OpenOrder>> parts) {
    List<LongFunction<VenueRequest>> requests = new ArrayList<>();
    parts.forEach(part -> requests.add(nowMs -> cancel(part, nowMs)));
    return new Step.Ask(
        requests,
        answers -> {
          Outcome outcome = cancelled(parts, answers);
          return outcome.kind() == Outcome.Kind.DELIVERED ? look(round + 1) : Step.done(outcome);
        });
  }

  /** What became of these cancels; what is gone is forgotten. */
  private Outcome cancelled(List<List<OpenOrder>> parts, List<VenueAnswer> answers) {
    Outcome worst = Outcome.delivered("cancelled");
    for (int i = 0; i < parts.size(); i++) {
      Outcome outcome = HyperliquidAnswers.cancelled(answers.get(i), parts.get(i).size());
      if (outcome.kind() == Outcome.Kind.DELIVERED) {
        book.forget(parts.get(i));
      }
      worst = Outcomes.worst(List.of(worst, outcome));
    }
    return worst;
  }

  private VenueRequest cancel(List<OpenOrder> orders, long nowMs) {
    List<HyperliquidAction.Placed> placed =
        orders.stream()
            .map(
                order ->
                    new HyperliquidAction.Placed(
                        book.asset(order.coin()).orElseThrow(), order.oid()))
            .toList();
    return signed(new HyperliquidAction.Cancel(placed), nowMs);
  }

  private List<OpenOrder> inReach() {
    return book.orders().stream().filter(settings.reach()::has).toList();
  }

  private List<OpenOrder> cancellable() {
    return inReach().stream().filter(order -> book.asset(order.coin()).isPresent()).toList();
  }

  private static List<List<OpenOrder>> parts(List<OpenOrder> orders) {
    List<List<OpenOrder>> parts = new ArrayList<>();
    for (int from = 0; from < orders.size(); from += ORDERS_PER_REQUEST) {
      parts.add(orders.subList(from, Math.min(orders.size(), from + ORDERS_PER_REQUEST)));
    }
    return parts;
  }
}

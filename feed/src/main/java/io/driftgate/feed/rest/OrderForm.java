package io.driftgate.feed.rest;

import io.driftgate.core.order.OverrideOrder.Kind;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What orders have to say. Stateless. */
final class OrderForm {
  private static final int MAX_WHO = 64;
  private static final int MAX_WHY = 256;
  private static final long MIN_MS = TimeUnit.SECONDS.toMillis(1);
  private static final long MAX_MS = TimeUnit.DAYS.toMillis(30);

  private OrderForm() {}

  /** Who answers for it, and why. */
  record Grounds(String who, String why) {}

  /** What is asked of a market. */
  record Restriction(
      Kind kind, Quotes quotes, Liquidations liquidations, Grounds grounds, long forMs) {}

  /** What is asked of a node. */
  record Drain(Grounds grounds, long forMs) {}

  /** Empty when there are mistakes. */
  static Optional<Restriction> override(OrderFields fields, long wallMs) {
    fields.onlyThese(Set.of("kind", "quotes", "liquidations", "who", "why", "untilMs", "forMs"));
    Optional<Kind> kind = kind(fields);
    Optional<Quotes> quotes = fields.choice("quotes", Quotes.values());
    Optional<Liquidations> liquidations = fields.choice("liquidations", Liquidations.values());
    Optional<Grounds> grounds = grounds(fields);
    OptionalLong forMs = expiry(fields, wallMs);
    Quotes atLeast = quotes.orElse(Quotes.OPEN);
    Liquidations paused = liquidations.orElse(Liquidations.ENABLED);
    if (fields.mistakes().isEmpty()) {
      fits(fields, kind.orElseThrow(), atLeast, paused);
    }
    return fields.mistakes().isEmpty()
        ? Optional.of(
            new Restriction(
                kind.orElseThrow(), atLeast, paused, grounds.orElseThrow(), forMs.orElseThrow()))
        : Optional.empty();
  }

  private static Optional<Kind> kind(OrderFields fields) {
    if (!fields.has("kind")) {
      fields.wrong("kind", "must be FORCE (at least this strict) or HOLD (nothing relaxes)");
    }
    return fields.choice("kind", Kind.values());
  }

  private static void fits(OrderFields fields, Kind kind, Quotes quotes, Liquidations paused) {
    if (kind == Kind.HOLD && (fields.has("quotes") || fields.has("liquidations"))) {
      fields.wrong("kind", "HOLD keeps what is; leave out quotes and liquidations, or say FORCE");
    } else if (kind == Kind.FORCE && quotes == Quotes.OPEN && paused == Liquidations.ENABLED) {
      fields.wrong(
          "kind", "FORCE only restricts: give quotes WIDEN or WITHDRAW, or liquidations PAUSED");
    }
  }

  /** Empty when there are mistakes. */
  static Optional<Drain> drain(OrderFields fields, long wallMs) {
    fields.onlyThese(Set.of("who", "why", "untilMs", "forMs"));
    Optional<Grounds> grounds = grounds(fields);
    OptionalLong forMs = expiry(fields, wallMs);
    return fields.mistakes().isEmpty()
        ? Optional.of(new Drain(grounds.orElseThrow(), forMs.orElseThrow()))
        : Optional.empty();
  }

  /** Of an order that ends another. Empty when there are mistakes. */
  static Optional<Grounds> lift(OrderFields fields) {
    fields.onlyThese(Set.of("who", "why"));
    return grounds(fields);
  }

  private static Optional<Grounds> grounds(OrderFields fields) {
    Optional<String> who = fields.line("who", MAX_WHO);
    Optional<String> why = fields.line("why", MAX_WHY);
    return who.isPresent() && why.isPresent()
        ? Optional.of(new Grounds(who.get(), why.get()))
        : Optional.empty();
  }

  /** From now on, in milliseconds. */
  private static OptionalLong expiry(OrderFields fields, long wallMs) {
    if (fields.has("untilMs") == fields.has("forMs")) {
      fields.wrong(
          "forMs",
          "(a duration) or 'untilMs' (Unix time) must be given, one of both, in milliseconds:"
              + " whatever is ordered ends by itself");
      return OptionalLong.empty();
    }
    String right =
        "must be a whole number of milliseconds that ends the order in 1 s to 30 days; renew what"
            + " has to last longer";
    OptionalLong until = fields.whole("untilMs", wallMs + MIN_MS, wallMs + MAX_MS, right);
    return until.isPresent()
        ? OptionalLong.of(until.getAsLong() - wallMs)
        : fields.whole("forMs", MIN_MS, MAX_MS, right);
  }
}

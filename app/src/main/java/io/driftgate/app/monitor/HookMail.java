package io.driftgate.app.monitor;

import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.MarketRow;
import io.driftgate.feed.frame.TransitionJson;
import io.driftgate.hooks.CloudEvent;
import io.driftgate.hooks.Delivery;
import io.driftgate.hooks.HookEvent;
import io.driftgate.hooks.HookRules;
import io.driftgate.hooks.Message;
import io.driftgate.hooks.StateJson;
import io.driftgate.journal.Mail;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What hooks are told: of a transition, and of a start. The journal and the couriers make the same
 * of the same, each when it needs it. Pure functions, any thread.
 *
 * @param hooks that are configured
 * @param leaseMs told with each
 */
record HookMail(List<HookRules> hooks, long leaseMs) {
  HookMail {
    hooks = List.copyOf(hooks);
  }

  /**
   * What the outbox gains by a transition.
   *
   * @param decisionNanos from the causing input to the decision
   */
  List<Mail> mails(GateSignal signal, long decisionNanos) {
    return hooks.stream()
        .filter(hook -> concerns(hook, signal))
        .map(hook -> mail(hook, signal, decisionNanos))
        .toList();
  }

  private Mail mail(HookRules hook, GateSignal signal, long decisionNanos) {
    return new Mail(
        id(hook, signal),
        hook.id(),
        signal.market().value(),
        signal.epoch(),
        signal.seq(),
        signal.at().wallMs(),
        () -> body(delivery(hook, signal, TransitionJson.frame(signal, leaseMs, decisionNanos))));
  }

  /** What couriers are given of a transition. */
  List<Delivery> deliveries(GateSignal signal, long decisionNanos) {
    List<HookRules> told = hooks.stream().filter(hook -> concerns(hook, signal)).toList();
    if (told.isEmpty()) {
      return List.of();
    }
    byte[] data = TransitionJson.frame(signal, leaseMs, decisionNanos);
    return told.stream().map(hook -> delivery(hook, signal, data)).toList();
  }

  private static boolean concerns(HookRules hook, GateSignal signal) {
    return hook.markets().sees(signal.market().value())
        && changes(signal).stream().anyMatch(hook.on()::contains);
  }

  private static Set<HookEvent> changes(GateSignal signal) {
    return HookEvent.of(
        signal.quotesFrom(), signal.quotesTo(),
        signal.liquidationsFrom(), signal.liquidationsTo());
  }

  /**
   * What changed, and what is restricted all the same: this may take the place of a delivery that
   * said so and was not taken yet.
   */
  private static Set<HookEvent> events(HookRules hook, GateSignal signal) {
    Set<HookEvent> told = EnumSet.copyOf(changes(signal));
    if (signal.quotesTo() == Quotes.WITHDRAW) {
      told.add(HookEvent.WITHDRAW);
    }
    if (signal.liquidationsTo() == Liquidations.PAUSED) {
      told.add(HookEvent.PAUSE);
    }
    told.retainAll(hook.on());
    return told;
  }

  private static String id(HookRules hook, GateSignal signal) {
    return signal.epoch() + "/" + signal.seq() + "/" + hook.id();
  }

  private static Delivery delivery(HookRules hook, GateSignal signal, byte[] data) {
    return new Delivery(
        id(hook, signal),
        hook.id(),
        signal.market(),
        signal.epoch(),
        signal.seq(),
        signal.version(),
        signal.at().wallMs(),
        signal.quotesTo(),
        signal.liquidationsTo(),
        events(hook, signal),
        signal.restricts(),
        data);
  }

  /**
   * What hooks are told of how their markets are: when a gate starts, whatever a process before has
   * left open, and when hooks or markets were replaced.
   *
   * @param seq of the last transition; 0 at a start
   */
  List<Delivery> state(long epoch, long seq, long wallMs, List<MarketRow> rows) {
    return hooks.stream()
        .flatMap(
            hook ->
                rows.stream()
                    .filter(row -> hook.markets().sees(row.id().value()))
                    .map(row -> state(hook, epoch, seq, wallMs, row))
                    .filter(delivery -> !delivery.events().isEmpty()))
        .toList();
  }

  private static Delivery state(HookRules hook, long epoch, long seq, long wallMs, MarketRow row) {
    Set<HookEvent> told = EnumSet.noneOf(HookEvent.class);
    told.add(HookEvent.of(row.quotes()));
    told.add(HookEvent.of(row.liquidations()));
    told.retainAll(hook.on());
    boolean restricts = row.quotes() != Quotes.OPEN || row.liquidations() != Liquidations.ENABLED;
    return new Delivery(
        String.join("/", Long.toString(epoch), Long.toString(seq), hook.id(), row.id().value()),
        hook.id(),
        row.id(),
        epoch,
        seq,
        row.version(),
        wallMs,
        row.quotes(),
        row.liquidations(),
        told,
        restricts,
        StateJson.of(epoch, seq, wallMs, row));
  }

  /** What the outbox gains by a start. */
  static List<Mail> mails(List<Delivery> deliveries) {
    return deliveries.stream()
        .map(
            one ->
                new Mail(
                    one.id(),
                    one.hook(),
                    one.market().value(),
                    one.epoch(),
                    one.seq(),
                    one.wallMs(),
                    () -> body(one)))
        .toList();
  }

  private static byte[] body(Delivery delivery) {
    return CloudEvent.of(new Message(delivery.id(), delivery, OptionalLong.empty()));
  }
}

package io.driftgate.hooks;

import io.driftgate.core.fact.MarketId;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Sees to it that one hook is told, at least once and in order per market, what it is to be told:
 * attempts, hedging, retries and superseding as the schedule says (reliability.md). Edge loop.
 */
final class Courier implements Line.Desk {
  private static final int RENEWALS = 3;
  private static final long NANOS_PER_MS = 1_000_000L;
  private static final String GONE = "the other side wants to hear no more";

  private final HookRules rules;
  private final Hook hook;
  private final HookTimers timers;
  private final Standing standing;
  private final long leaseMs;
  private final HookListener listener;
  private final Consumer<Delivery> onLate;
  private final HookCounts counts;
  private final Map<MarketId, Line> lines = new LinkedHashMap<>();
  private final Map<Task, List<HookTimers.Pending>> alarms = new HashMap<>();
  private final Map<MarketId, Renewals> renewals = new HashMap<>();
  private boolean gone;

  /**
   * One that nothing was given to.
   *
   * @param leaseMs after so long what restricts is late
   * @param onLate is given what is late
   */
  Courier(
      HookRules rules,
      Hook hook,
      HookTimers timers,
      Standing standing,
      long leaseMs,
      HookListener listener,
      Consumer<Delivery> onLate) {
    this.rules = rules;
    this.hook = hook;
    this.timers = timers;
    this.standing = standing;
    this.leaseMs = leaseMs;
    this.listener = listener;
    this.onLate = onLate;
    this.counts = new HookCounts(rules.id());
  }

  HookRules rules() {
    return rules;
  }

  HookCounts counts() {
    return counts;
  }

  /** The next one of its market; a second time the same is no harm. */
  void submit(Delivery delivery) {
    if (gone) {
      settle(task(delivery), Settlement.End.DEAD, GONE);
      passOn(delivery);
      return;
    }
    Line line = lines.computeIfAbsent(delivery.market(), market -> new Line(rules, this));
    if (line.isNews(delivery)) {
      stopRenewing(delivery.market());
    }
    line.submit(delivery);
  }

  @Override
  public Task task(Delivery delivery) {
    long agedMs = Math.max(0, timers.wallMs() - delivery.wallMs());
    return new Task(delivery, agedMs, rules.limits(), timers, this::begin, this);
  }

  private Attempt begin(Delivery delivery) {
    counts.attempt();
    if (delivery.restricts()) {
      return send(delivery.id(), delivery);
    }
    return Guarded.of(
        standing.stands(delivery.market(), delivery.version()),
        () -> send(delivery.id(), delivery),
        rules.all() ? Optional.of(() -> tellThatItWas(delivery)) : Optional.empty());
  }

  /** To whom hears everything, of what was open: it does not hold any more. */
  private Attempt tellThatItWas(Delivery delivery) {
    return hook.attempt(new Message(delivery.id(), delivery, OptionalLong.of(delivery.wallMs())));
  }

  private Attempt renewal(String id, Delivery delivery) {
    return Guarded.of(
        standing.stands(delivery.market(), delivery.version()),
        () -> send(id, delivery),
        Optional.empty());
  }

  private Attempt send(String id, Delivery delivery) {
    return hook.attempt(new Message(id, delivery, validUntilMs(delivery)));
  }

  /** What restricts may leave something open, and nobody asks the gate: that holds from then on. */
  private OptionalLong validUntilMs(Delivery delivery) {
    if (!leavesOpen(delivery)) {
      return OptionalLong.empty();
    }
    if (delivery.version() < 0) {
      return OptionalLong.of(delivery.wallMs());
    }
    long fromMs = delivery.restricts() ? delivery.wallMs() : timers.wallMs();
    return OptionalLong.of(fromMs + rules.limits().validMs());
  }

  /** Whether this hook must hear again and again that it still holds. */
  private boolean leavesOpen(Delivery delivery) {
    boolean quotes =
        delivery.quotes() != Quotes.WITHDRAW
            && (rules.on().contains(HookEvent.OPEN) || rules.on().contains(HookEvent.WIDEN));
    boolean liquidations =
        delivery.liquidations() == Liquidations.ENABLED && rules.on().contains(HookEvent.RESUME);
    return rules.limits().validMs() > 0 && (quotes || liquidations);
  }

  @Override
  public void accepted(Task task) {
    List<HookTimers.Pending> set = new ArrayList<>();
    if (task.delivery().restricts()) {
      set.add(timers.after(leaseMs, () -> late(task)));
    }
    long leftMs = rules.limits().giveUpMs() - task.ageNanos() / NANOS_PER_MS;
    set.add(timers.after(Math.max(leaseMs, leftMs), () -> giveUp(task)));
    alarms.put(task, set);
  }

  private void late(Task task) {
    Delivery delivery = task.delivery();
    counts.late();
    listener.trouble(
        HookListener.Trouble.LATE,
        rules.id(),
        delivery.market(),
        "not taken within one lease: " + task.note());
    onLate.accept(delivery);
  }

  /** What this one will not be told. */
  private void passOn(Delivery delivery) {
    if (delivery.restricts()) {
      onLate.accept(delivery);
    }
  }

  private void giveUp(Task task) {
    Delivery delivery = task.delivery();
    listener.trouble(
        HookListener.Trouble.DEAD,
        rules.id(),
        delivery.market(),
        "given up after " + task.attempts() + " attempts: " + task.note());
    line(delivery).ended(task, Settlement.End.DEAD, task.note());
  }

  @Override
  public void taken(Task task, String note) {
    Delivery delivery = task.delivery();
    if (delivery.restricts()) {
      counts.taken(task.ageNanos());
    }
    Line line = line(delivery);
    line.ended(task, rules.dryRun() ? Settlement.End.DRY_RUN : Settlement.End.DELIVERED, note);
    if (leavesOpen(delivery) && line.isLast(delivery)) {
      renew(delivery);
    }
  }

  private void renew(Delivery delivery) {
    long periodMs = Math.max(1, rules.limits().validMs() / RENEWALS);
    Renewals renewing =
        new Renewals(
            timers, periodMs, rules.limits().openMs(), id -> renewal(id, delivery), delivery.id());
    renewals.put(delivery.market(), renewing);
    renewing.begin();
  }

  private void stopRenewing(MarketId market) {
    Renewals renewing = renewals.remove(market);
    if (renewing != null) {
      renewing.end();
    }
  }

  @Override
  public void failed(Task task, Outcome outcome) {
    counts.failed();
    Delivery delivery = task.delivery();
    switch (outcome.kind()) {
      case GONE -> gone(delivery.market(), outcome.note());
      case REFUSED -> refused(task, outcome);
      case OVER -> line(delivery).ended(task, Settlement.End.SUPERSEDED, outcome.note());
      default -> line(delivery).failed(task);
    }
  }

  private void gone(MarketId market, String note) {
    gone = true;
    listener.trouble(HookListener.Trouble.GONE, rules.id(), market, note);
    List<Delivery> left = new ArrayList<>();
    lines.values().forEach(line -> line.unsettled().forEach(task -> left.add(task.delivery())));
    lines.values().forEach(line -> line.endAll(GONE));
    left.forEach(this::passOn);
    List.copyOf(renewals.keySet()).forEach(this::stopRenewing);
  }

  private void refused(Task task, Outcome outcome) {
    Delivery delivery = task.delivery();
    if (!task.wasRefused()) {
      listener.trouble(HookListener.Trouble.REFUSED, rules.id(), delivery.market(), outcome.note());
    }
    if (delivery.restricts()) {
      task.nowRefused();
      line(delivery).failed(task);
    } else {
      line(delivery).ended(task, Settlement.End.DEAD, outcome.note());
    }
  }

  @Override
  public void settle(Task task, Settlement.End end, String note) {
    List<HookTimers.Pending> set = alarms.remove(task);
    if (set != null) {
      set.forEach(HookTimers.Pending::cancel);
    }
    counts.ended(end);
    listener.settled(new Settlement(task.delivery(), end, task.attempts(), task.ageNanos(), note));
  }

  @Override
  public void overflow(Delivery dropped) {
    listener.trouble(
        HookListener.Trouble.OVERFLOW,
        rules.id(),
        dropped.market(),
        "more than " + Line.MOST_WAITING + " wait for it; the oldest is given up");
  }

  private Line line(Delivery delivery) {
    return lines.get(delivery.market());
  }

  /** How many have not come to their end. */
  int waiting() {
    return lines.values().stream().mapToInt(line -> line.unsettled().size()).sum();
  }

  /** Whether something that restricts has not come to its end. */
  boolean owesRestrictions() {
    return lines.values().stream()
        .flatMap(line -> line.unsettled().stream())
        .anyMatch(task -> task.delivery().restricts());
  }

  /**
   * Stops, without an end of what is on its way or waits.
   *
   * @return those, in order
   */
  List<Delivery> stop() {
    List<Delivery> left = new ArrayList<>();
    lines.values().forEach(line -> line.unsettled().forEach(task -> left.add(task.delivery())));
    lines.values().forEach(Line::close);
    alarms.values().forEach(set -> set.forEach(HookTimers.Pending::cancel));
    alarms.clear();
    List.copyOf(renewals.keySet()).forEach(this::stopRenewing);
    return left;
  }

  /** Lets go of the hook. After {@link #stop}. */
  Future<Void> close() {
    return hook.close();
  }
}

package io.driftgate.app.monitor;

import io.driftgate.app.config.HookPlan;
import io.driftgate.core.GateOrders;
import io.driftgate.core.GateView;
import io.driftgate.core.fact.MarketGlobs;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.order.ProtectionChanged;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.MarketRow;
import io.driftgate.dashboards.HookReading;
import io.driftgate.hooks.CloudEvent;
import io.driftgate.hooks.Delivery;
import io.driftgate.hooks.Dispatch;
import io.driftgate.hooks.HookFigures;
import io.driftgate.hooks.HookListener;
import io.driftgate.hooks.Settlement;
import io.driftgate.hooks.Standing;
import io.driftgate.journal.Mail;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what the gate decides to the hooks, and their word to the journal. The fast path is a hop
 * from the gate loop to the edge loop; what the outbox kept of earlier processes comes behind.
 */
final class HookKeeper implements HookListener, Standing {
  private static final Logger LOG = LoggerFactory.getLogger(HookKeeper.class);

  private final Loops loops;
  private final GateView view;
  private final Runnable judge;
  private final Supplier<Stamp> clock;
  private final GateOrders orders;
  private final long leaseMs;
  private final Dispatch dispatch;
  private final SignalMailbox mailbox;
  private final Map<Trouble, Long> troubles = new EnumMap<>(Trouble.class);
  private Optional<JournalKeeper> journal = Optional.empty();
  private volatile HookMail mail;
  private volatile List<Delivery> start = List.of();

  /**
   * Without hooks until {@link #replace}.
   *
   * @param judge lets the gate judge, on its loop
   */
  HookKeeper(
      Loops loops,
      GateView view,
      Runnable judge,
      Supplier<Stamp> clock,
      GateOrders orders,
      List<HookPlan> hooks,
      long leaseMs) {
    this.loops = loops;
    this.view = view;
    this.judge = judge;
    this.clock = clock;
    this.orders = orders;
    this.leaseMs = leaseMs;
    this.mail = mail(hooks, leaseMs);
    this.dispatch = new Dispatch(new EdgeTimers(loops, clock), this, leaseMs, this);
    this.mailbox = new SignalMailbox("the hooks", loops.edgeExecutor(), this::tell);
  }

  private static HookMail mail(List<HookPlan> hooks, long leaseMs) {
    return new HookMail(hooks.stream().map(HookPlan::rules).toList(), leaseMs);
  }

  /** Whom settlements are told. To be called before anything is. */
  void journalTo(JournalKeeper keeper) {
    journal = Optional.of(keeper);
  }

  /** What the next start is to say, and the outbox to hold. Before the gate runs. */
  List<Mail> startMails(long epoch) {
    start = mail.state(epoch, 0, clock.get().wallMs(), view.markets());
    return HookMail.mails(start);
  }

  /** What the outbox gains by a transition. Gate loop. */
  List<Mail> mails(GateSignal signal, long decisionNanos) {
    return mail.mails(signal, decisionNanos);
  }

  /** The fast path. Gate loop. */
  void onSignal(GateSignal signal, long decisionNanos) {
    if (!mail.hooks().isEmpty()) {
      mailbox.post(signal, decisionNanos);
    }
  }

  private void tell(GateSignal signal, long decisionNanos) {
    mail.deliveries(signal, decisionNanos).forEach(this::submit);
    if (signal.quotesTo() != Quotes.WITHDRAW) {
      dispatch.opened(signal.market());
    }
  }

  /** One hook's bug costs its delivery until the next start, and nobody else's. */
  private void submit(Delivery delivery) {
    try {
      dispatch.submit(delivery);
    } catch (RuntimeException bug) {
      LOG.error("{} was not handed to its hook", delivery.id(), bug);
    }
  }

  /** Makes the hooks, and says what each start says. Any thread. */
  Future<Void> begin(List<HookPlan> hooks) {
    return onEdge(
        () -> {
          Future<Void> made = mount(hooks);
          start.forEach(this::submit);
          return made;
        });
  }

  private Future<Void> mount(List<HookPlan> hooks) {
    return dispatch.replace(
        hooks.stream()
            .map(
                plan -> {
                  HookPlan.Made made =
                      plan.make(
                          loops.vertx(), () -> clock.get().wallMs(), () -> clock.get().nanos());
                  return new Dispatch.Mounted(plan.rules(), made.hook(), made.deadMan());
                })
            .toList());
  }

  /**
   * Other hooks from now on. Each is told how its markets are, after the plan was replaced: hooks
   * and markets may be new, and renewals begin anew. Gate loop.
   */
  Future<Void> replace(List<HookPlan> hooks) {
    HookMail next = mail(hooks, leaseMs);
    mail = next;
    List<Delivery> news =
        next.state(view.epoch(), view.seq(), clock.get().wallMs(), view.markets());
    return onEdge(
        () -> {
          Future<Void> made = mount(hooks);
          news.forEach(this::submit);
          return made;
        });
  }

  /** From the outbox. Any thread. */
  void undelivered(List<Mail> mails) {
    loops.edgeExecutor().execute(() -> mails.forEach(this::again));
  }

  /** Versions are a process's own: nothing that opened then holds now. */
  private void again(Mail mail) {
    try {
      dispatch.submit(CloudEvent.read(mail.body().get()).ofAnEarlierProcess());
    } catch (IOException e) {
      LOG.error("{} of the outbox cannot be read and stays there: {}", mail.id(), e.getMessage());
    }
  }

  @Override
  public Future<Boolean> stands(MarketId market, long version) {
    return ask(() -> view.market(market).filter(row -> row.version() == version).isPresent());
  }

  @Override
  public Future<Boolean> anyMayBeQuoted(MarketGlobs markets) {
    return ask(
        () ->
            view.markets().stream()
                .filter(row -> markets.sees(row.id().value()))
                .anyMatch(row -> row.quotes() != Quotes.WITHDRAW));
  }

  /** The gate judges before it says so, and an answer that was held up is none. */
  private Future<Boolean> ask(BooleanSupplier question) {
    long askedNanos = clock.get().nanos();
    Promise<Boolean> answer = Promise.promise();
    loops
        .gateExecutor()
        .execute(
            () -> {
              judge.run();
              boolean yes = question.getAsBoolean();
              loops.edgeExecutor().execute(() -> answer(answer, yes, askedNanos));
            });
    return answer.future();
  }

  private void answer(Promise<Boolean> answer, boolean yes, long askedNanos) {
    if (clock.get().nanos() - askedNanos <= leaseMs * 1_000_000L / 4) {
      answer.complete(yes);
    } else {
      answer.fail("it took longer than a quarter of the lease");
    }
  }

  /** Edge loop. */
  @Override
  public void settled(Settlement settlement) {
    journal.ifPresent(keeper -> keeper.settled(settlement));
  }

  /** Edge loop. */
  @Override
  public void trouble(Trouble kind, String hook, MarketId market, String message) {
    LOG.warn("hook {}, market {}: {}: {}", hook, market, kind, message);
    synchronized (troubles) {
      troubles.merge(kind, 1L, Long::sum);
    }
    journal.ifPresent(keeper -> keeper.trouble(kind.name(), hook, market.value(), message));
  }

  /** Edge loop. Each market of the hook is told of it on the gate loop. */
  @Override
  public void protection(String hook, MarketGlobs markets, boolean stands, String why) {
    if (!stands) {
      LOG.error("hook {}: its dead-man timer can't be refreshed, markets withdraw: {}", hook, why);
    }
    loops
        .gateExecutor()
        .execute(
            () ->
                view.markets().stream()
                    .map(MarketRow::id)
                    .filter(market -> markets.sees(market.value()))
                    .forEach(
                        market ->
                            orders.onProtection(
                                new ProtectionChanged(market, hook, stands, why, clock.get()))));
  }

  /** Any thread. */
  HookReading reading() {
    Map<String, Long> said;
    synchronized (troubles) {
      said =
          troubles.entrySet().stream()
              .collect(Collectors.toMap(one -> one.getKey().name(), Map.Entry::getValue));
    }
    return new HookReading(
        dispatch.figures().stream().map(HookKeeper::counted).toList(), said, mailbox.dropped());
  }

  private static HookReading.Hook counted(HookFigures figures) {
    return new HookReading.Hook(
        figures.hook(),
        figures.attempts(),
        figures.failures(),
        figures.late(),
        figures.ends().entrySet().stream()
            .collect(Collectors.toMap(end -> end.getKey().key(), Map.Entry::getValue)),
        figures.takenMicros());
  }

  /** What restricts has until then; the rest stays in the outbox. Any thread. */
  Future<Void> close(long limitMs) {
    return onEdge(() -> dispatch.close(limitMs));
  }

  private Future<Void> onEdge(Supplier<Future<Void>> task) {
    Promise<Void> done = Promise.promise();
    Consumer<Throwable> fail = done::tryFail;
    loops
        .edgeExecutor()
        .execute(
            () -> {
              try {
                task.get().onSuccess(done::tryComplete).onFailure(fail::accept);
              } catch (RuntimeException e) {
                fail.accept(e);
              }
            });
    return done.future();
  }
}

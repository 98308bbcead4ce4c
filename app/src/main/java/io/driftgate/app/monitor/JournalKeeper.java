package io.driftgate.app.monitor;

import io.driftgate.app.config.Configuration;
import io.driftgate.core.GateOrders;
import io.driftgate.core.SignalListener;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.order.DrainOrder;
import io.driftgate.core.order.JournalChanged;
import io.driftgate.core.order.Journalled;
import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Notice;
import io.driftgate.core.signal.Opening;
import io.driftgate.dashboards.JournalReading;
import io.driftgate.feed.lease.Confirmation;
import io.driftgate.hooks.Delivery;
import io.driftgate.hooks.Settlement;
import io.driftgate.journal.Journal;
import io.driftgate.journal.JournalFigures;
import io.driftgate.journal.JournalFiles;
import io.driftgate.journal.JournalListener;
import io.driftgate.journal.JournalStart;
import io.driftgate.journal.JournalState;
import io.driftgate.journal.Mail;
import io.driftgate.journal.Payloads;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Puts what happens at the gate into the journal, and tells the gate what is on the disk, and
 * whether anything can be.
 *
 * <p>On the gate loop, but for what says otherwise.
 */
final class JournalKeeper implements SignalListener, JournalListener {
  private final long epoch;
  private final Executor gateLoop;
  private final GateOrders orders;
  private final Supplier<Stamp> clock;
  private final Journal journal;
  private final HookKeeper hooks;
  private volatile long seq;
  private long seenLosses;
  private boolean toldLost;

  /**
   * The journal of a configuration's data folder; it has not begun.
   *
   * @param gateLoop where {@code orders} are called
   */
  JournalKeeper(
      Configuration configuration,
      long epoch,
      String version,
      Executor gateLoop,
      GateOrders orders,
      Supplier<Stamp> clock,
      HookKeeper hooks) {
    this.epoch = epoch;
    this.gateLoop = gateLoop;
    this.orders = orders;
    this.clock = clock;
    this.hooks = hooks;
    JournalStart start =
        new JournalStart(
            epoch, clock.get(), version, configuration.sha256(), hooks.startMails(epoch));
    journal = new Journal(JournalFiles.in(configuration.dataFolder()), start, this);
  }

  /** Lets it write. Called once, when orders may come. */
  void begin() {
    journal.begin();
  }

  @Override
  public void onSignal(GateSignal signal) {
    seq = signal.seq();
    long decisionNanos = clock.get().nanos() - signal.at().nanos();
    journal.add(Payloads.transition(signal).with(hooks.mails(signal, decisionNanos)));
    hooks.onSignal(signal, decisionNanos);
  }

  @Override
  public void onOpening(Opening opening) {
    journal.add(Payloads.opening(opening));
  }

  @Override
  public void onNotice(Notice notice) {
    journal.add(Payloads.notice(notice, seq));
  }

  void ordered(OverrideOrder order) {
    journal.add(Payloads.override(order, epoch, seq));
  }

  void ordered(DrainOrder order) {
    journal.add(Payloads.drain(order, epoch, seq));
  }

  /** Nobody can be quoting any more. */
  void confirmed(Confirmation found) {
    journal.add(
        Payloads.confirmed(
            epoch,
            seq,
            clock.get(),
            found.market(),
            found.version(),
            TimeUnit.NANOSECONDS.toMillis(found.afterNanos()),
            found.acknowledged(),
            found.expired()));
  }

  /** A delivery has come to its end. Any thread. */
  void settled(Settlement settlement) {
    Delivery delivery = settlement.delivery();
    journal.add(
        Payloads.hook(
            epoch,
            seq,
            clock.get(),
            delivery.market().value(),
            delivery.id(),
            delivery.hook(),
            settlement.end().name(),
            settlement.attempts(),
            TimeUnit.NANOSECONDS.toMillis(settlement.afterNanos()),
            settlement.note()));
  }

  /** A hook is in trouble. Any thread. */
  void trouble(String kind, String hook, String market, String message) {
    journal.add(Payloads.hookTrouble(epoch, seq, clock.get(), kind, hook, market, message));
  }

  /** The journal's thread. */
  @Override
  public void undelivered(List<Mail> mails) {
    hooks.undelivered(mails);
  }

  /** Another configuration takes over. */
  void reloaded(Configuration next, String who, List<String> loosened) {
    journal.add(Payloads.configuration(epoch, seq, clock.get(), who, next.sha256(), loosened));
  }

  /** The journal's thread. */
  @Override
  public void flushed(long ticket) {
    gateLoop.execute(() -> orders.onJournalled(new Journalled(ticket, clock.get())));
  }

  /** Any thread. */
  @Override
  public void changed() {
    gateLoop.execute(this::tell);
  }

  /** A loss that was over before anybody looked is told, too: what was asked for is void. */
  private void tell() {
    JournalState state = journal.state();
    boolean stillLost = toldLost && state.trouble().isPresent();
    if (state.losses() != seenLosses || stillLost) {
      seenLosses = state.losses();
      toldLost = true;
      orders.onJournal(new JournalChanged(false, state.lastTrouble(), clock.get()));
    }
    if (toldLost && state.isOpen()) {
      toldLost = false;
      orders.onJournal(new JournalChanged(true, clock.get()));
    }
  }

  /** To be called several times a second. Any thread. */
  void look() {
    journal.look();
  }

  /** Empty when what relaxes can be journalled. Any thread. */
  Optional<String> whyNothingOpens() {
    return journal.state().whyNothingOpens();
  }

  /** Any thread. */
  JournalReading reading() {
    JournalFigures counted = journal.figures();
    return new JournalReading(
        journal.state().isOpen(),
        counted.waiting(),
        counted.rows(),
        counted.dropped(),
        counted.failures(),
        counted.flushMicros());
  }

  /**
   * Writes what waits and a last row. Waits for the disk: not on an event loop, and after the gate
   * has said its last.
   *
   * @return whether all of it is on the disk
   */
  boolean close(String why, long limitMs) {
    return journal.close(Payloads.stop(epoch, seq, clock.get(), why), limitMs);
  }
}

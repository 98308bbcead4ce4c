package io.driftgate.core.gate;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.measure.Task;
import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.order.ProtectionChanged;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.signal.Reason;
import io.driftgate.core.view.MarketRow;
import io.driftgate.core.view.RowHashes;
import java.util.List;

/** One market, or its shadow: it moves its outputs as its legs, a person and the journal ask. */
public final class MarketGate {
  /** Told of what a market does. */
  interface Events {
    void moved(MarketGate market, Quotes quotesBefore, Liquidations liquidationsBefore);

    void pausedTooLong(MarketGate market, long forNanos);

    /** Whether somebody acts on what it does, so that it may relax only once that is journalled. */
    boolean isActedOn();

    /** It relaxes once this is journalled. */
    void opens(MarketGate market, Leave leave);
  }

  private final MarketId id;
  private final Demands demands;
  private final Outputs outputs;
  private final PauseWatch pauses = new PauseWatch();
  private final Deadlines deadlines;
  private final int slot;
  private final Task onDue;
  private final boolean asksJournal;
  private final Events events;

  private long version;
  private long sinceMs;
  private Hash rowHash;
  private String ended = "";

  /** Asked for what it would relax to; null while it waits for no journal. */
  private Leave leave;

  /**
   * Makes a closed one.
   *
   * @param onDue called when it should be looked at
   */
  MarketGate(
      MarketId id,
      List<Leg> legs,
      Journal journal,
      long startMs,
      Deadlines deadlines,
      Task onDue,
      Events events) {
    this.id = id;
    this.deadlines = deadlines;
    this.onDue = onDue;
    this.asksJournal = journal.mustBeAsked() && events.isActedOn();
    this.events = events;
    demands = new Demands(legs, journal);
    outputs = new Outputs(legs);
    pauses.adopt(legs.stream().map(Leg::policy).toList());
    sinceMs = startMs;
    slot = deadlines.add(nowNanos -> onDue.run());
    rehash();
  }

  /** Another plan's legs: version, outputs, flaps and override stay; all clear runs begin anew. */
  void adopt(List<Leg> legs) {
    demands.adopt(legs);
    outputs.adopt(legs);
    pauses.adopt(legs.stream().map(Leg::policy).toList());
    forgetLeave();
    rehash();
  }

  /** A person's order; it takes effect when the market is looked at next. */
  void order(OverrideOrder order) {
    demands.order(order);
  }

  /** What protects it was lost, or stands again; it takes effect when it is looked at next. */
  void protect(ProtectionChanged fact) {
    demands.protect(fact);
  }

  /** Looks at what is asked, and moves the outputs if they must or may. */
  void settle(Stamp now) {
    long nowNanos = now.nanos();
    demands.look(nowNanos);
    outputs.count(demands, nowNanos);
    boolean mayRelax = ended.isEmpty() && demands.letRelax();
    move(
        outputs.nextQuotes(demands, mayRelax, nowNanos).worst(leastQuotes()),
        outputs.nextLiquidations(demands, mayRelax, nowNanos).worst(leastLiquidations()),
        now);
    if (pauses.mustTell(outputs.liquidations(), nowNanos)) {
      events.pausedTooLong(this, pauses.pausedForNanos(nowNanos));
    }
    deadlines.set(slot, nextNanos(mayRelax, nowNanos));
  }

  private Quotes leastQuotes() {
    return ended.isEmpty() ? Quotes.OPEN : Quotes.WITHDRAW;
  }

  private Liquidations leastLiquidations() {
    return ended.isEmpty() || !demands.pauseOnUnknown()
        ? Liquidations.ENABLED
        : Liquidations.PAUSED;
  }

  private long nextNanos(boolean mayRelax, long nowNanos) {
    long relaxes =
        mayRelax && leave == null
            ? Math.max(outputs.nextRelaxationNanos(), nowNanos + 1)
            : Deadlines.NEVER;
    return Math.min(relaxes, Math.min(demands.overrideEndsNanos(), pauses.nextNanos()));
  }

  /** What restricts waits for nothing; what relaxes does, for the journal. */
  private void move(Quotes nextQuotes, Liquidations nextLiquidations, Stamp now) {
    if (asksJournal) {
      become(
          nextQuotes.worst(outputs.quotes()), nextLiquidations.worst(outputs.liquidations()), now);
      if (!isJournalled(nextQuotes, nextLiquidations)) {
        return;
      }
    }
    become(nextQuotes, nextLiquidations, now);
  }

  /** Whether nothing relaxes, or it may do so now; else the journal has been asked. */
  private boolean isJournalled(Quotes nextQuotes, Liquidations nextLiquidations) {
    if (nextQuotes == outputs.quotes() && nextLiquidations == outputs.liquidations()) {
      forgetLeave();
      return true;
    }
    if (leave == null || !leave.isFor(nextQuotes, nextLiquidations)) {
      forgetLeave();
      leave = demands.journal().ask(nextQuotes, nextLiquidations, onDue);
      events.opens(this, leave);
    }
    return leave.isGiven();
  }

  private void become(Quotes nextQuotes, Liquidations nextLiquidations, Stamp now) {
    Quotes quotesBefore = outputs.quotes();
    Liquidations liquidationsBefore = outputs.liquidations();
    if (nextQuotes == quotesBefore && nextLiquidations == liquidationsBefore) {
      return;
    }
    forgetLeave();
    outputs.become(nextQuotes, nextLiquidations, demands, now.nanos());
    version++;
    sinceMs = now.wallMs();
    rehash();
    events.moved(this, quotesBefore, liquidationsBefore);
  }

  private void forgetLeave() {
    if (leave != null) {
      leave.forget();
      leave = null;
    }
  }

  private void rehash() {
    rowHash =
        RowHashes.row(
            id, version, outputs.quotes(), outputs.liquidations(), demands.pauseOnUnknown());
  }

  /**
   * Closes for good.
   *
   * @param why as a reason's name
   */
  void stop(String why, Stamp now) {
    ended = why;
    settle(now);
  }

  /** It is no more: its deadline goes to another. */
  void end() {
    forgetLeave();
    deadlines.remove(slot);
  }

  /** Whether a rise of a reference may let it relax. */
  boolean waits() {
    return !outputs.open();
  }

  /** Why the outputs are not the most permissive; empty when they are. */
  public List<Reason> reasons(long nowNanos) {
    return Explanation.of(demands, outputs, ended, leave != null, nowNanos);
  }

  /** The market as desks see it. */
  public MarketRow row(long nowNanos) {
    return Rows.of(this, demands, nowNanos);
  }

  public MarketId id() {
    return id;
  }

  public Quotes quotes() {
    return outputs.quotes();
  }

  public Liquidations liquidations() {
    return outputs.liquidations();
  }

  public long version() {
    return version;
  }

  public Hash rowHash() {
    return rowHash;
  }

  List<Leg> legs() {
    return demands.legs();
  }

  long sinceMs() {
    return sinceMs;
  }
}

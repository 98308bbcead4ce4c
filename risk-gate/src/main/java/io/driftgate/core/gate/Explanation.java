package io.driftgate.core.gate;

import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Reason;
import java.util.ArrayList;
import java.util.List;

/** Why a market's outputs are not the most permissive, worked out when somebody asks. */
final class Explanation {
  private static final double MS_PER_NANO = 1e-6;

  private final Demands demands;
  private final Outputs outputs;
  private final String ended;
  private final boolean beingJournalled;
  private final long nowNanos;
  private final List<Reason> reasons = new ArrayList<>();

  private Explanation(
      Demands demands, Outputs outputs, String ended, boolean beingJournalled, long nowNanos) {
    this.demands = demands;
    this.outputs = outputs;
    this.ended = ended;
    this.beingJournalled = beingJournalled;
    this.nowNanos = nowNanos;
  }

  /**
   * The reasons.
   *
   * @param ended what closed the market for good; empty while it lives
   * @param beingJournalled whether it relaxes once that is on the disk
   */
  static List<Reason> of(
      Demands demands, Outputs outputs, String ended, boolean beingJournalled, long nowNanos) {
    Explanation explanation = new Explanation(demands, outputs, ended, beingJournalled, nowNanos);
    switch (outputs.quotes()) {
      case OPEN -> {}
      case WIDEN -> explanation.explain(Level.WIDEN);
      case WITHDRAW -> explanation.explain(Level.WITHDRAW);
    }
    if (outputs.liquidations() == Liquidations.PAUSED) {
      explanation.explain(Level.PAUSE);
    }
    return explanation.reasons;
  }

  private void explain(Level level) {
    int before = reasons.size();
    demands.legs().forEach(leg -> reasons.addAll(leg.reasons(level, nowNanos)));
    addOrders(level);
    if (reasons.size() == before) {
      demands.legs().forEach(leg -> reasons.addAll(leg.hesitations(level, nowNanos)));
    }
    if (reasons.size() > before) {
      return;
    }
    if (ended.isEmpty()) {
      addHolds(level);
    } else {
      reasons.add(condition(ended, ""));
    }
  }

  /** What a person or the journal asks for. */
  private void addOrders(Level level) {
    if (demands.overrideAsksFor(level)) {
      addOverride();
    }
    if (demands.protectionAsksFor(level)) {
      demands.lostProtection().forEach(this::addUnprotected);
    }
    if (demands.journalAsksFor(level)) {
      addJournal();
    }
  }

  /** Nothing is wrong any more: something runs, is waited for, or is held back. */
  private void addHolds(Level level) {
    if (!outputs.run(level).complete(outputs.recovery(level), nowNanos)) {
      reasons.add(recovery(outputs.run(level), outputs.recovery(level)));
    }
    if (demands.holds()) {
      addOverride();
    }
    if (!demands.journal().writable()) {
      addJournal();
    } else if (beingJournalled) {
      reasons.add(condition("JOURNAL", "what relaxes it is being written to the journal"));
    }
  }

  private Reason recovery(ClearRun run, Recovery recovery) {
    if (run.running() && run.ageNanos(nowNanos) >= recovery.waitNanos()) {
      return Reasons.recovery(
          "recovery.blocks", (double) run.blocksSeen(), recovery.blocks(), "blocks");
    }
    double age = run.running() ? run.ageNanos(nowNanos) * MS_PER_NANO : 0;
    return Reasons.recovery("recovery.hold", age, recovery.waitNanos() * MS_PER_NANO, "ms");
  }

  private void addOverride() {
    OverrideOrder order = demands.override().orElseThrow();
    reasons.add(condition("OVERRIDE", order.who() + ": " + order.why()));
  }

  private void addUnprotected(String by, String why) {
    reasons.add(condition("UNPROTECTED", by + (why.isEmpty() ? "" : ": " + why)));
  }

  private void addJournal() {
    String why = demands.journal().why();
    String note = "the journal cannot be written" + (why.isEmpty() ? "" : ": " + why);
    reasons.add(condition("JOURNAL", note));
  }

  private static Reason condition(String name, String note) {
    return Reasons.condition(name, "", List.of(), note);
  }
}

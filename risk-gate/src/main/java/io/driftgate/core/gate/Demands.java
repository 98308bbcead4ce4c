package io.driftgate.core.gate;

import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.order.OverrideOrder.Kind;
import io.driftgate.core.order.ProtectionChanged;
import io.driftgate.core.plan.PolicyPlan;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a market's legs, a person, its protection and the journal ask for, level by level, as last
 * looked at.
 */
final class Demands {
  private final Journal journal;
  private List<Leg> legs;
  private boolean pauseOnUnknown;
  private Optional<OverrideOrder> override = Optional.empty();
  private final Map<String, String> lost = new TreeMap<>();
  private int asked = Level.ALL;
  private int clear;

  Demands(List<Leg> legs, Journal journal) {
    this.journal = journal;
    adopt(legs);
  }

  /** Takes the legs of another plan; who ordered what stays. */
  void adopt(List<Leg> newLegs) {
    legs = List.copyOf(newLegs);
    pauseOnUnknown = legs.stream().map(Leg::policy).anyMatch(PolicyPlan::pauseOnUnknown);
  }

  /** Replaces the override; one that ends by now lifts it. */
  void order(OverrideOrder order) {
    override = Optional.of(order);
  }

  /** What protects the market was lost, or stands again. */
  void protect(ProtectionChanged fact) {
    if (fact.stands()) {
      lost.remove(fact.by());
    } else {
      lost.put(fact.by(), fact.why());
    }
  }

  /** Asks everybody anew. */
  void look(long nowNanos) {
    if (override.isPresent() && override.get().untilNanos() <= nowNanos) {
      override = Optional.empty();
    }
    int byLegs = 0;
    int clearLegs = Level.ALL;
    for (int i = 0; i < legs.size(); i++) {
      byLegs |= legs.get(i).asked();
      clearLegs &= legs.get(i).clear();
    }
    int byOthers = byOverride() | byJournal() | byProtection();
    asked = byLegs | byOthers;
    clear = clearLegs & ~byOthers;
  }

  private int byOverride() {
    if (override.isEmpty() || override.get().kind() != Kind.FORCE) {
      return 0;
    }
    int quotes =
        switch (override.get().quotes()) {
          case OPEN -> 0;
          case WIDEN -> Level.WIDEN.bit();
          case WITHDRAW -> Level.WITHDRAW.bit();
        };
    boolean paused = override.get().liquidations() == Liquidations.PAUSED;
    return quotes | (paused ? Level.PAUSE.bit() : 0);
  }

  private int byJournal() {
    if (!journal.lost()) {
      return 0;
    }
    return Level.WITHDRAW.bit() | (pauseOnUnknown ? Level.PAUSE.bit() : 0);
  }

  private int byProtection() {
    return lost.isEmpty() ? 0 : Level.WITHDRAW.bit();
  }

  /** What quotes must at least be. */
  Quotes quotes() {
    return asksFor(Level.WITHDRAW)
        ? Quotes.WITHDRAW
        : asksFor(Level.WIDEN) ? Quotes.WIDEN : Quotes.OPEN;
  }

  boolean asksFor(Level level) {
    return level.in(asked);
  }

  /** Whether nothing of this level is in the way of relaxing. */
  boolean isClear(Level level) {
    return level.in(clear);
  }

  /** Whether outputs that are due may relax at all. */
  boolean letRelax() {
    return journal.writable() && !holds();
  }

  /** Whether a person lets nothing relax. */
  boolean holds() {
    return override.isPresent() && override.get().kind() == Kind.HOLD;
  }

  boolean overrideAsksFor(Level level) {
    return level.in(byOverride());
  }

  boolean journalAsksFor(Level level) {
    return level.in(byJournal());
  }

  boolean protectionAsksFor(Level level) {
    return level.in(byProtection());
  }

  /** What protected it and was lost, by name, and why. */
  Map<String, String> lostProtection() {
    return lost;
  }

  Journal journal() {
    return journal;
  }

  List<Leg> legs() {
    return legs;
  }

  boolean pauseOnUnknown() {
    return pauseOnUnknown;
  }

  Optional<OverrideOrder> override() {
    return override;
  }

  /** When the override ends; {@link Deadlines#NEVER} without one. */
  long overrideEndsNanos() {
    return override.isPresent() ? override.get().untilNanos() : Deadlines.NEVER;
  }
}

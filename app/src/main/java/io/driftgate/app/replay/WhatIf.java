package io.driftgate.app.replay;

import io.driftgate.core.RiskGate;
import io.driftgate.core.order.Journalled;
import io.driftgate.core.order.Openings;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.journal.recording.FileStart;
import io.driftgate.journal.recording.Gap;
import io.driftgate.journal.recording.Items;
import io.driftgate.journal.recording.PlanTaken;
import io.driftgate.journal.recording.Shutdown;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What another configuration would have made of the same inputs. Begins cold with each process, and
 * opens as soon as it may: nobody knows how long the journal would have taken. What people ordered
 * holds; plans that were taken over do not.
 */
final class WhatIf implements Deck {
  private final FleetPlan plan;
  private final Tally tally;
  private final Consumer<GateSignal> transitions;
  private final Optional<Suggestions> suggestions;

  /** Null before the first file. */
  private RiskGate gate;

  private long epoch = -1;
  private boolean begun;

  WhatIf(
      FleetPlan plan,
      Tally tally,
      Consumer<GateSignal> transitions,
      Optional<Suggestions> suggestions) {
    this.plan = plan;
    this.tally = tally;
    this.transitions = transitions.andThen(tally::moved);
    this.suggestions = suggestions;
  }

  @Override
  public void begins(FileStart start, boolean goesOn) {
    if (start.epoch() == epoch) {
      return;
    }
    epoch = start.epoch();
    begun = false;
    gate = new RiskGate(plan, epoch, start.at(), Openings.AT_ONCE, this::moved);
    begun = true;
    tally.begins(start.at(), gate.markets());
    suggestions.ifPresent(s -> s.begins(gate, start.at()));
  }

  /** Live, nobody listens while a core is made. */
  private void moved(GateSignal signal) {
    if (begun) {
      transitions.accept(signal);
    }
  }

  @Override
  public void item(Object item) {
    if (Items.isOutput(item)
        || item instanceof Gap
        || item instanceof PlanTaken
        || item instanceof Journalled) {
      return;
    }
    if (item instanceof Shutdown) {
      tally.ends();
      return;
    }
    Items.stampOf(item).ifPresent(tally::timeIs);
    suggestions.ifPresent(s -> s.before(item));
    Items.play(item, gate);
  }
}

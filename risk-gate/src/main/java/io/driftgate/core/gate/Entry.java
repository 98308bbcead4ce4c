package io.driftgate.core.gate;

import io.driftgate.core.plan.MarketPlan;
import java.util.BitSet;

/** A market, or a shadow, in its place among all: it is looked at in the step that marks it. */
final class Entry {
  private final BitSet marked;
  private MarketPlan plan;
  private MarketGate gate;
  private int place;

  Entry(MarketPlan plan, BitSet marked) {
    this.plan = plan;
    this.marked = marked;
  }

  /** Something that it depends on has changed. */
  void mark() {
    marked.set(place);
  }

  /** Settles into a place, which decides when in a step it is looked at; marked at first. */
  void moveTo(int newPlace) {
    place = newPlace;
    mark();
  }

  void become(MarketGate made) {
    gate = made;
  }

  void become(MarketPlan newPlan) {
    plan = newPlan;
  }

  MarketGate gate() {
    return gate;
  }

  MarketPlan plan() {
    return plan;
  }
}

package io.driftgate.core.opinion;

import io.driftgate.core.GateInputs;
import io.driftgate.core.GateOrders;
import io.driftgate.core.fact.Stamp;
import java.util.function.BiConsumer;

/**
 * One input, to be told to a core and to its second opinion alike.
 *
 * @param at its stamp
 * @param text for a person who looks for the reason of a difference
 * @param tell tells it
 */
public record Told(Stamp at, String text, BiConsumer<GateInputs, GateOrders> tell) {
  /** Time passes. */
  public static Told tick(Stamp at) {
    return new Told(at, "tick", (inputs, orders) -> inputs.onTick(at));
  }

  @Override
  public String toString() {
    return at.nanos() + " " + text;
  }
}

package io.driftgate.simulator.proof;

import io.driftgate.core.fact.Stamp;
import io.driftgate.simulator.virtual.Delivery;
import io.driftgate.simulator.virtual.Feature;
import io.driftgate.simulator.virtual.Fleet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a gate was told, and how it began: enough to tell another the same.
 *
 * @param seed of the fleet; its plans are drawn anew
 * @param features that the fleet was drawn with
 * @param start of the gate
 */
public record Trace(long seed, Set<Feature> features, Stamp start, List<Delivery> deliveries) {
  /** So few can be checked thoroughly in each step. */
  private static final int FEW = 2_000;

  public Trace {
    features = Set.copyOf(features);
    deliveries = List.copyOf(deliveries);
  }

  /** The same beginning with other deliveries. */
  Trace with(List<Delivery> others) {
    return new Trace(seed, features, start, others);
  }

  /** Tells a gate; the digest, and what is broken, if anything. */
  public Seed.Outcome replay(Core.Maker maker, List<Invariant> invariants) {
    boolean few = deliveries.size() < FEW;
    Run run =
        new Run(
            new Stage(new Fleet(seed, features), start),
            maker,
            invariants,
            few ? 1 : Run.THOROUGH_EVERY_STEPS);
    Iterator<Delivery> left = deliveries.iterator();
    Optional<Broken> broken =
        run.take(() -> left.hasNext() ? Optional.of(left.next()) : Optional.empty());
    return new Seed.Outcome(broken, run.steps(), run.digest(), this);
  }
}

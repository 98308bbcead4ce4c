package io.driftgate.simulator.proof;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.ChainId;
import io.driftgate.simulator.virtual.Delivery;
import io.driftgate.simulator.virtual.Feature;
import io.driftgate.simulator.virtual.Fleet;
import io.driftgate.simulator.virtual.Temper;
import io.driftgate.simulator.virtual.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One seed's world, from its beginning to its end.
 *
 * @param lengthNanos how long it lasts, in virtual time
 */
public record Seed(long seed, Set<Feature> features, Temper temper, long lengthNanos) {
  public Seed {
    features = Set.copyOf(features);
  }

  /**
   * What came of it.
   *
   * @param broken the first invariant that did not hold, if any
   * @param steps taken, ticks included
   * @param digest of all signals
   * @param trace all that the gate was told
   */
  public record Outcome(Optional<Broken> broken, long steps, String digest, Trace trace) {}

  /** Runs a gate through it. */
  public Outcome run(Core.Maker maker, List<Invariant> invariants) {
    Fleet fleet = new Fleet(seed, features);
    Missing missing = new Missing();
    World world = new World(seed, fleet, temper, lengthNanos, missing::of);
    Run run = new Run(new Stage(fleet, world.start()), maker, invariants);
    missing.run = Optional.of(run);
    List<Delivery> deliveries = new ArrayList<>();
    Optional<Broken> broken =
        run.take(
            () -> {
              Optional<Delivery> next = world.next();
              next.ifPresent(deliveries::add);
              return next;
            });
    Trace trace = new Trace(seed, features, world.start(), deliveries);
    return new Outcome(broken, run.steps(), run.digest(), trace);
  }

  /** The world asks the gate that it is made for. */
  private static final class Missing {
    private Optional<Run> run = Optional.empty();

    private List<BlockRef> of(ChainId chain) {
      return run.map(r -> r.missing(chain)).orElse(List.of());
    }
  }
}

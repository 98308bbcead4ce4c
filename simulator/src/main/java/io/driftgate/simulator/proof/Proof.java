package io.driftgate.simulator.proof;

import io.driftgate.simulator.virtual.Feature;
import io.driftgate.simulator.virtual.Temper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which world a seed makes and what is proved of it. Of eight seeds in a row five are worlds in
 * which anything goes; in the other three a second gate runs beside the first, in worlds in which
 * the two may be compared.
 */
public final class Proof {
  private static final int KINDS = 8;

  private Proof() {}

  /** The seed's world. */
  public static Seed world(long seed, Set<Feature> features, long lengthNanos) {
    Temper temper =
        switch (kind(seed)) {
          case 3, 5 -> Temper.honest();
          case 7 -> Temper.gridded();
          default -> Temper.of(seed);
        };
    return new Seed(seed, features, temper, lengthNanos);
  }

  /** What must hold in the seed's world; fresh, for one run. */
  public static List<Invariant> invariants(long seed, Core.Maker maker) {
    List<Invariant> invariants = new ArrayList<>(Invariants.all());
    switch (kind(seed)) {
      case 3 -> invariants.add(new SilentNodeOpensNothing(maker));
      case 5 -> invariants.add(new WeightlessNodeChangesNothing(maker));
      case 7 -> invariants.add(new OrderOfEqualsIsNothing(maker));
      default -> {}
    }
    return invariants;
  }

  private static int kind(long seed) {
    return Math.floorMod(seed, KINDS);
  }
}

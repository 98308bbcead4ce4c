package io.driftgate.simulator.proof;

import io.driftgate.simulator.virtual.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Makes a trace that breaks an invariant shorter (delta debugging): leaves out ever smaller pieces,
 * and keeps to it where the same invariant still breaks.
 */
public final class Shrinker {
  private final Core.Maker maker;
  private final Supplier<List<Invariant>> invariants;
  private final BooleanSupplier goOn;
  private final IntConsumer progress;

  /**
   * Makes one.
   *
   * @param invariants fresh ones for each attempt
   * @param goOn asked before each attempt; once false the shortest so far is the result
   * @param progress told how many deliveries are left, each time that there are fewer
   */
  public Shrinker(
      Core.Maker maker,
      Supplier<List<Invariant>> invariants,
      BooleanSupplier goOn,
      IntConsumer progress) {
    this.maker = maker;
    this.invariants = invariants;
    this.goOn = goOn;
    this.progress = progress;
  }

  /** A trace that breaks the same invariant, and as a rule with each of its deliveries needed. */
  public Trace shorten(Trace trace, Broken broken) {
    Trace shortest =
        trace.with(
            trace
                .deliveries()
                .subList(0, Math.min(broken.deliveries(), trace.deliveries().size())));
    int piece = Math.max(1, shortest.deliveries().size() / 2);
    while (goOn.getAsBoolean()) {
      Trace shorter = without(shortest, piece, broken.claim());
      boolean helped = shorter.deliveries().size() < shortest.deliveries().size();
      shortest = shorter;
      if (piece == 1 && !helped) {
        break;
      }
      piece = helped && piece == 1 ? 1 : Math.max(1, piece / 2);
    }
    return shortest;
  }

  /** Leaves out each piece of that size in turn, the last ones first. */
  private Trace without(Trace trace, int piece, String claim) {
    Trace shortest = trace;
    for (int from = trace.deliveries().size() - piece; goOn.getAsBoolean(); from -= piece) {
      Trace candidate = shortest.with(cut(shortest.deliveries(), Math.max(0, from), from + piece));
      if (from + piece > 0 && breaks(candidate, claim)) {
        shortest = candidate;
        progress.accept(shortest.deliveries().size());
      }
      if (from <= 0) {
        break;
      }
    }
    return shortest;
  }

  private static List<Delivery> cut(List<Delivery> deliveries, int from, int upTo) {
    List<Delivery> left = new ArrayList<>(deliveries.subList(0, from));
    left.addAll(deliveries.subList(Math.max(from, upTo), deliveries.size()));
    return left;
  }

  private boolean breaks(Trace trace, String claim) {
    return trace
        .replay(maker, invariants.get())
        .broken()
        .filter(broken -> broken.claim().equals(claim))
        .isPresent();
  }
}

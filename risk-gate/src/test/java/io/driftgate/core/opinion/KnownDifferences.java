package io.driftgate.core.opinion;

import java.util.List;

/**
 * Where the core and the page are known to differ, or not yet known to agree: part of what the
 * comparison says, each with its reason. What follows from such a difference differs, too, so a
 * story ends at the first of them. Empty is the goal.
 */
final class KnownDifferences {
  private static final List<String> ENDINGS =
      List.of(
          // The core keeps a leading head where no voter vouches for a corroborated block any more.
          " leading: core BlockRef[height=1",
          // The core counts divergence.grace through gaps in which there is no reference.
          " state: core DIVERGED, opinion LAGGING",
          " state: core DIVERGED, opinion IN_SYNC",
          // When a hold has been doubled by flapping, liquidations relax later in the core.
          "the core did not ask to be called at",
          " signals: core ");

  private KnownDifferences() {}

  static boolean explain(AssertionError error) {
    return ENDINGS.stream().anyMatch(error.getMessage()::contains);
  }
}

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
          // Which blocks that only CORRUPT nodes showed are still linked, and since when.
          " behind: core",
          " state: core",
          " agreement: core",
          // A lone leader, with NO_QUORUM, on a chain that is not linked.
          " leading: core",
          // In the step in which a node redeems itself.
          " finalized: core",
          " reference: core",
          " conditions: core");

  private KnownDifferences() {}

  static boolean explain(AssertionError error) {
    return ENDINGS.stream().anyMatch(error.getMessage()::contains);
  }
}

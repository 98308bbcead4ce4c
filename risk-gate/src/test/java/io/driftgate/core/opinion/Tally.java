package io.driftgate.core.opinion;

import io.driftgate.core.opinion.Corruption.Why;
import io.driftgate.core.plan.Metric;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * After how many compared steps a feature made a difference: agreement about what never happens
 * proves nothing.
 */
final class Tally {
  /** What is on, and can be told to have made a difference. */
  static final Set<Features> COUNTED = EnumSet.copyOf(Features.ON);

  static {
    COUNTED.removeAll(
        EnumSet.of(
            Features.SPLIT, Features.FINALITY_BY_HASH, Features.WALL_STEPS, Features.LATE_STAMPS));
  }

  private final Map<Features, Long> steps = new EnumMap<>(Features.class);

  /** Counts a step. */
  void count(FleetOpinion fleet) {
    long now = fleet.nowNanos();
    for (MarketOpinion market : fleet.markets) {
      countIf(Features.OVERRIDES, market.isHeldByPerson(now));
      countIf(Features.JOURNAL, market.isHeldByJournal(now));
      countIf(Features.MAX_PAUSE, market.pages.contains(now));
      market.legs.forEach(leg -> leg.bounds.forEach(this::count));
    }
    for (MarketOpinion shadow : fleet.shadows) {
      countIf(Features.SHADOWS, shadow.hasMovedAt(now));
    }
    countIf(
        Features.PLANS,
        fleet.hasSwapped() && fleet.markets.stream().anyMatch(m -> m.hasMovedAt(now)));
    fleet.chains.values().forEach(chain -> count(chain, now));
  }

  private void count(BoundOpinion bound) {
    if (bound.hasTurned()) {
      switch (bound.plan.metric()) {
        case HEAD_AGE -> countIf(Features.HEAD_AGE, true);
        case DATA_AGE -> countIf(Features.DATA_AGE, true);
        case L1_ORIGIN_LAG, L1_ORIGIN_LAG_MS, BATCH_LAG, BATCH_LAG_MS ->
            countIf(Features.ROLLUPS, true);
        default -> countIf(Features.WINDOWS, isWindowed(bound.plan.metric()));
      }
    }
  }

  private static boolean isWindowed(Metric metric) {
    return metric == Metric.REORG_DEPTH || metric.percentile().isPresent();
  }

  private void count(ChainOpinion chain, long now) {
    boolean owes = !chain.quiet.isQuiet() && chain.quiet.sinceNanos() > chain.reference.roseNanos();
    countIf(Features.QUIET, chain.plan.quietLegal() && owes);
    countIf(Features.HEADERS, chain.headers.taken > 0 && chain.headers.ignored > 0);
    countIf(Features.VERIFICATION, chain.verify.isUnsupported());
    countIf(Features.UNLINKED, chain.reference.hasJumped());
    for (NodeOpinion node : chain.nodes) {
      countIf(Features.DRAINS, node.history.isDrained(now));
      countIf(Features.JITTER, node.history.heads.isJitter(now));
      countIf(Features.DRIFT_COUNTS, chain.drift.missed[node.history.index] > 0);
      countIf(Features.STATE_ROOTS, node.corruption.isBy(Why.LIGHTER_SIDE));
      countIf(Features.SUSPECT_BY_RATE, chain.isTooFast(node));
    }
  }

  private void countIf(Features feature, boolean happens) {
    if (happens) {
      steps.merge(feature, 1L, Long::sum);
    }
  }

  Map<Features, Long> steps() {
    return steps;
  }
}

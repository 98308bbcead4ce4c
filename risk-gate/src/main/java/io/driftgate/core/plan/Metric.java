package io.driftgate.core.plan;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a bound can be put on (the table of semantics §6). */
public enum Metric {
  HEAD_STALENESS("head.staleness", Unit.MS, false, EnumSet.of(Over.CHAIN)),
  BEHIND("behind", Unit.MS, false, EnumSet.of(Over.NODE, Over.CLUSTER)),
  HEAD_LAG("head.lag", Unit.BLOCKS, false, EnumSet.of(Over.NODE, Over.CLUSTER)),
  DIVERGED("diverged", Unit.FRACTION, false, EnumSet.of(Over.CHAIN, Over.CLUSTER)),
  QUORUM_AGREEMENT("quorum.agreement", Unit.FRACTION, true, EnumSet.of(Over.CHAIN, Over.CLUSTER)),
  OBSERVERS("observers", Unit.COUNT, true, EnumSet.of(Over.CHAIN, Over.CLUSTER)),
  FINALITY_LAG("finality.lag", Unit.BLOCKS, false, EnumSet.of(Over.CHAIN)),
  FINALITY_LAG_MS("finality.lag", Unit.MS, false, EnumSet.of(Over.CHAIN)),
  FINALITY_STALENESS("finality.staleness", Unit.MS, false, EnumSet.of(Over.CHAIN)),
  HEAD_AGE("head.age", Unit.MS, false, EnumSet.of(Over.CHAIN)),
  DATA_AGE("data.age", Unit.MS, false, EnumSet.of(Over.NODE)),
  DRIFT_P50("drift.p50", Part.P50, EnumSet.allOf(Over.class)),
  DRIFT_P90("drift.p90", Part.P90, EnumSet.allOf(Over.class)),
  DRIFT_P95("drift.p95", Part.P95, EnumSet.allOf(Over.class)),
  DRIFT_P99("drift.p99", Part.P99, EnumSet.allOf(Over.class)),
  DRIFT_P999("drift.p99.9", Part.P999, EnumSet.allOf(Over.class)),
  ROUND_TRIP_P50("round.trip.p50", Part.P50, EnumSet.of(Over.NODE, Over.CLUSTER)),
  ROUND_TRIP_P90("round.trip.p90", Part.P90, EnumSet.of(Over.NODE, Over.CLUSTER)),
  ROUND_TRIP_P95("round.trip.p95", Part.P95, EnumSet.of(Over.NODE, Over.CLUSTER)),
  ROUND_TRIP_P99("round.trip.p99", Part.P99, EnumSet.of(Over.NODE, Over.CLUSTER)),
  ROUND_TRIP_P999("round.trip.p99.9", Part.P999, EnumSet.of(Over.NODE, Over.CLUSTER)),
  REORG_DEPTH("reorg.depth", Unit.BLOCKS, false, EnumSet.of(Over.CHAIN)),
  L1_ORIGIN_LAG("l1.origin.lag", Unit.BLOCKS, false, EnumSet.of(Over.CHAIN)),
  L1_ORIGIN_LAG_MS("l1.origin.lag", Unit.MS, false, EnumSet.of(Over.CHAIN)),
  BATCH_LAG("batch.lag", Unit.BLOCKS, false, EnumSet.of(Over.CHAIN)),
  BATCH_LAG_MS("batch.lag", Unit.MS, false, EnumSet.of(Over.CHAIN));

  /** What a metric is measured over. A family or operator is that of the leg's chain. */
  public enum Over {
    NODE,
    CLUSTER,
    FAMILY,
    OPERATOR,
    CHAIN
  }

  /** Percentiles, exactly. */
  private static final class Part {
    private static final Ratio P50 = new Ratio(1, 2);
    private static final Ratio P90 = new Ratio(9, 10);
    private static final Ratio P95 = new Ratio(19, 20);
    private static final Ratio P99 = new Ratio(99, 100);
    private static final Ratio P999 = new Ratio(999, 1000);
  }

  private final String key;
  private final Unit unit;
  private final boolean lowIsBad;
  private final Set<Over> scopes;
  private final Optional<Ratio> percentile;

  Metric(String key, Unit unit, boolean lowIsBad, Set<Over> scopes) {
    this(key, unit, lowIsBad, scopes, Optional.empty());
  }

  Metric(String key, Ratio percentile, Set<Over> scopes) {
    this(key, Unit.MS, false, scopes, Optional.of(percentile));
  }

  Metric(String key, Unit unit, boolean lowIsBad, Set<Over> scopes, Optional<Ratio> percentile) {
    this.key = key;
    this.unit = unit;
    this.lowIsBad = lowIsBad;
    this.scopes = scopes;
    this.percentile = percentile;
  }

  /** The name in configurations and reasons. */
  public String key() {
    return key;
  }

  public Unit unit() {
    return unit;
  }

  /** Whether a bound is exceeded below its threshold instead of above. */
  public boolean lowIsBad() {
    return lowIsBad;
  }

  public Set<Over> scopes() {
    return scopes;
  }

  /**
   * Which part of a window's values the metric is not exceeded by; empty for all but percentiles.
   */
  public Optional<Ratio> percentile() {
    return percentile;
  }

  /** Whether it is one of the percentiles of arrival drift. */
  public boolean isDrift() {
    return percentile.isPresent() && scopes.contains(Over.CHAIN);
  }

  /** Whether it is measured over a window of core time. */
  public boolean windowed() {
    return percentile.isPresent() || this == REORG_DEPTH;
  }

  /** The metric of that name; where several units exist, the one in {@code unit} or the first. */
  public static Optional<Metric> of(String key, Optional<Unit> unit) {
    return Arrays.stream(values())
        .filter(metric -> metric.key.equals(key))
        .filter(metric -> unit.isEmpty() || unit.get() == metric.unit)
        .findFirst();
  }
}

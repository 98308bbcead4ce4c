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
  FINALITY_LAG_MS("finality.lag", Unit.MS, false, EnumSet.of(Over.CHAIN));

  /** What a metric is measured over. */
  public enum Over {
    NODE,
    CLUSTER,
    CHAIN
  }

  private final String key;
  private final Unit unit;
  private final boolean lowIsBad;
  private final Set<Over> scopes;

  Metric(String key, Unit unit, boolean lowIsBad, Set<Over> scopes) {
    this.key = key;
    this.unit = unit;
    this.lowIsBad = lowIsBad;
    this.scopes = scopes;
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

  /** The metric of that name; where several units exist, the one in {@code unit} or the first. */
  public static Optional<Metric> of(String key, Optional<Unit> unit) {
    return Arrays.stream(values())
        .filter(metric -> metric.key.equals(key))
        .filter(metric -> unit.isEmpty() || unit.get() == metric.unit)
        .findFirst();
  }
}

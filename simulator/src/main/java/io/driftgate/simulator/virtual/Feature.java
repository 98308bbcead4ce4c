package io.driftgate.simulator.virtual;

import java.util.EnumSet;
import java.util.Set;

/** What a simulated world may make use of, in plans and in inputs. */
public enum Feature {
  /** Missing headers are fetched. */
  HEADERS,
  /** Rollup nodes tell of their progress; bounds on it. */
  ROLLUPS,
  /** Quiet chains with liveness probes. */
  LIVENESS,
  DRAINS,
  OVERRIDES,
  /** The journal is lost and regained. */
  JOURNAL,
  /** Plans are swapped while the gate runs. */
  PLANS,
  SHADOWS,
  /** Heads that cannot be reproduced, or are of a kind not known. */
  VERIFICATION,
  /** Bounds over finality staleness, ages, percentiles and reorg depth. */
  ALL_METRICS;

  /** What the core supports: the one place that says what is simulated. */
  public static Set<Feature> supported() {
    return EnumSet.allOf(Feature.class);
  }
}

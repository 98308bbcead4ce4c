package io.driftgate.core.opinion;

import java.util.EnumSet;
import java.util.Set;

/**
 * What the generator makes and the comparison looks at. The one switch: a feature that the core
 * does not have yet is taken out of {@link #ON}, and nothing else needs to know.
 */
enum Features {
  SPLIT,
  FINALITY_BY_HASH,
  SUSPECT_BY_RATE,
  WINDOWS,
  HEAD_AGE,
  DATA_AGE,
  ROLLUPS,
  QUIET,
  HEADERS,
  VERIFICATION,
  STATE_ROOTS,
  DRAINS,
  OVERRIDES,
  JOURNAL,
  MAX_PAUSE,
  SHADOWS,
  WALL_STEPS,
  JITTER,
  LATE_STAMPS,
  DRIFT_COUNTS,
  UNLINKED,
  PLANS;

  static final Set<Features> ON =
      EnumSet.of(
          LATE_STAMPS,
          WALL_STEPS,
          SPLIT,
          FINALITY_BY_HASH,
          OVERRIDES,
          JOURNAL,
          MAX_PAUSE,
          SHADOWS,
          DATA_AGE,
          HEAD_AGE,
          ROLLUPS,
          QUIET,
          WINDOWS,
          DRIFT_COUNTS,
          SUSPECT_BY_RATE,
          JITTER,
          STATE_ROOTS,
          UNLINKED,
          DRAINS,
          VERIFICATION,
          HEADERS,
          PLANS);

  static boolean on(Features feature) {
    return ON.contains(feature);
  }
}

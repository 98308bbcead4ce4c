package io.driftgate.core.plan;

import java.util.Locale;

/** In what a metric is counted. Durations are nanoseconds inside and milliseconds outside. */
public enum Unit {
  MS(1_000_000),
  BLOCKS(1),
  COUNT(1),
  FRACTION(1);

  private final long inside;

  Unit(long inside) {
    this.inside = inside;
  }

  /** How many of the core's own units make one of these. */
  public long inside() {
    return inside;
  }

  /** The name in configurations and frames. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}

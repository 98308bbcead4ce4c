package io.driftgate.core.opinion;

import io.driftgate.core.plan.Ratio;

/** What a metric reads: an exact number, or why there is none. */
record Value(Kind kind, long num, long den) {
  static final Value NONE = new Value(Kind.NONE, 0, 1);
  static final Value TOO_FEW_BLOCKS = new Value(Kind.TOO_FEW_BLOCKS, 0, 1);
  static final Value INFINITE = new Value(Kind.INFINITE, 0, 1);

  /** Kinds of reading. */
  enum Kind {
    NUMBER,
    INFINITE,
    NONE,
    TOO_FEW_BLOCKS
  }

  static Value of(long number) {
    return new Value(Kind.NUMBER, Math.max(0, number), 1);
  }

  static Value fraction(long part, long whole) {
    return whole == 0 ? NONE : new Value(Kind.NUMBER, part, whole);
  }

  boolean isNumber() {
    return kind == Kind.NUMBER;
  }

  /** Strictly beyond, on the bad side. */
  boolean exceeds(Ratio threshold, boolean lowIsBad) {
    int order = threshold.comparedBy(num, den);
    return lowIsBad ? order < 0 : order > 0;
  }
}

package io.driftgate.core.measure;

import io.driftgate.core.fact.Verification;

/** Whether one node's head has a hash that cannot be reproduced here (semantics §2). */
final class HeadDoubt {
  private final ChainTracker chain;
  private final Liveness liveness;
  private final ShownHead shown;
  private final Credibility credibility;

  HeadDoubt(ChainTracker chain, Liveness liveness, ShownHead shown, Credibility credibility) {
    this.chain = chain;
    this.liveness = liveness;
    this.shown = shown;
    this.credibility = credibility;
  }

  /** Whether its head's hash was recomputed without success. */
  boolean isDoubted() {
    return switch (shown.verification()) {
      case MISMATCH, UNKNOWN_FIELDS -> true;
      case OFF, VERIFIED -> false;
    };
  }

  /** Whether it names a head that cannot be reproduced, and is to be believed but for that. */
  boolean isNamedInDoubt() {
    return liveness.alive()
        && isDoubted()
        && !credibility.isStateless()
        && (!credibility.isCorrupt() || credibility.isCorruptOnlyBy(Fault.MISMATCH));
  }

  /** Whether its head's hash cannot be reproduced, for which it is not blamed. */
  boolean isUnsupported() {
    return isDoubted()
        && (shown.verification() == Verification.UNKNOWN_FIELDS
            || chain.verification().unsupported());
  }
}

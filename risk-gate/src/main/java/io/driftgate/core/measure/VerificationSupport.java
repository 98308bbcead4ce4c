package io.driftgate.core.measure;

import io.driftgate.core.fact.Verification;

/**
 * Whether a chain's hashes can be reproduced here (semantics §2): not, once a quorum names the one
 * hash that cannot be. Then it is our knowledge that is old, and nobody is to blame.
 */
final class VerificationSupport {
  private final Quorum quorum;
  private boolean unsupported;

  VerificationSupport(Quorum quorum) {
    this.quorum = quorum;
  }

  boolean unsupported() {
    return unsupported;
  }

  /** Whether a head shown so is false, and not our knowledge too old. */
  boolean refutes(Verification verification) {
    return verification == Verification.MISMATCH && !unsupported;
  }

  /**
   * Whether a head shown so may carry nothing: it is false, or has what nobody here knows, which a
   * liar adds to be no liar.
   */
  boolean doubts(Verification verification) {
    return refutes(verification) || (verification == Verification.UNKNOWN_FIELDS && !unsupported);
  }

  /** Looks at a head that cannot be reproduced; returns whether the lack begins with it. */
  boolean beginsWith(Block head) {
    if (unsupported || !isNamedByQuorum(head)) {
      return false;
    }
    unsupported = true;
    return true;
  }

  private boolean isNamedByQuorum(Block head) {
    return quorum.reachedBy(
        quorum.votersWho(voter -> voter.headBlock() == head && voter.doubt().isNamedInDoubt()));
  }

  /** The reference rose to a block: the lack ends with one that was verified, and never doubted. */
  void rose(Block reference) {
    if (unsupported && reference.isVerified()) {
      unsupported = false;
    }
  }
}

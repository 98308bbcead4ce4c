package io.driftgate.core.opinion;

import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.Transport;
import io.driftgate.core.fact.Verification;

/**
 * One answer or push of a node.
 *
 * @param endsUnknown whether the node was UNKNOWN until it came
 */
record Showing(Block block, HeadObserved fact, boolean endsUnknown) {
  long receivedNanos() {
    return fact.received().nanos();
  }

  boolean isPoll() {
    return fact.transport() == Transport.POLL;
  }

  boolean mismatches() {
    return fact.verification() == Verification.MISMATCH;
  }

  boolean hasUnknownFields() {
    return fact.verification() == Verification.UNKNOWN_FIELDS;
  }
}

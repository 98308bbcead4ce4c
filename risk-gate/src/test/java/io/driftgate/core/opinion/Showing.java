package io.driftgate.core.opinion;

import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.Transport;
import io.driftgate.core.fact.Verification;

/** One answer or push of a node. */
record Showing(Block block, HeadObserved fact) {
  long receivedNanos() {
    return fact.received().nanos();
  }

  boolean isPoll() {
    return fact.transport() == Transport.POLL;
  }

  boolean mismatches() {
    return fact.verification() == Verification.MISMATCH;
  }

  /** Its hash could not be reproduced. */
  boolean isDoubted() {
    return mismatches() || hasUnknownFields();
  }

  boolean hasUnknownFields() {
    return fact.verification() == Verification.UNKNOWN_FIELDS;
  }
}

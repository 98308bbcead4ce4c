package io.driftgate.app.probe;

import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.ProbeFailed;
import java.util.Optional;

/**
 * What one node showed while it was asked.
 *
 * @param newest what its last answered poll showed; empty if none was answered
 * @param mismatched whether any header, polled or pushed, did not hash to its hash
 * @param family the client's, as the node says
 * @param answered polls with an answer
 * @param failed polls without a usable one
 * @param failure WRONG_CHAIN if it was ever seen, else the last poll's that failed
 * @param roundTripMicros median over the answered polls; 0 if there are none
 */
public record NodeFinding(
    Optional<HeadObserved> newest,
    boolean mismatched,
    Optional<String> family,
    long answered,
    long failed,
    Optional<ProbeFailed> failure,
    long roundTripMicros,
    PushFinding push) {

  /** Whether it answered, never for another chain, never with a header that contradicts itself. */
  public boolean holds() {
    return newest.isPresent() && !mismatched && !saysOtherChain();
  }

  boolean saysOtherChain() {
    return failure.filter(why -> why.kind() == FailureKind.WRONG_CHAIN).isPresent();
  }
}

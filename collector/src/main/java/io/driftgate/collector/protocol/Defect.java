package io.driftgate.collector.protocol;

import io.driftgate.core.fact.FailureKind;

/**
 * Why an answer or a message holds nothing usable.
 *
 * @param kind of failure
 * @param message for people; in our words, never the node's, which may repeat a key
 */
public record Defect(FailureKind kind, String message) {
  /** What does not parse, or contradicts itself. */
  public static Defect malformed(String message) {
    return new Defect(FailureKind.MALFORMED, message);
  }
}

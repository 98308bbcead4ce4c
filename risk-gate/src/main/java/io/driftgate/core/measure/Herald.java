package io.driftgate.core.measure;

import io.driftgate.core.signal.Notice;

/** Where a chain says what a person must hear of. */
@FunctionalInterface
public interface Herald extends Kept {
  /**
   * Tells it, within the step.
   *
   * @param subject the chain or node, by id
   * @param message for people: what, and what to do
   */
  void tell(Notice.Kind kind, String subject, String message);
}

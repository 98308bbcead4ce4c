package io.driftgate.core.signal;

import io.driftgate.core.fact.Stamp;

/**
 * Something that a person must hear of and that moves no output by itself.
 *
 * @param epoch the gate process's start count
 * @param at the time of the step in which it fell
 * @param subject the market, chain or node, by id
 * @param message for people: what, and what to do
 */
public record Notice(long epoch, Stamp at, Kind kind, String subject, String message) {
  /** What happened. */
  public enum Kind {
    /** Liquidations have been paused past {@code maxPause}; told every minute (semantics §6.5). */
    PAUSED_TOO_LONG,
    /** The journal cannot be written (semantics §6.6). */
    JOURNAL_LOST,
    /** Finality was contradicted (semantics §5). */
    FINALITY_VIOLATION,
    /** A quorum names a hash that cannot be reproduced here (semantics §2). */
    VERIFY_UNSUPPORTED,
    /** An order could not be obeyed. */
    ORDER_REFUSED
  }
}

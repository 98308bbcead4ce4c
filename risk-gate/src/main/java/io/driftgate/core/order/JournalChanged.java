package io.driftgate.core.order;

import io.driftgate.core.fact.Stamp;

/**
 * The journal can, or can no longer, be written (semantics §6.6): while it cannot nothing opens,
 * and after 60 s of it everything withdraws. A gate starts with a writable journal.
 *
 * @param why it can't be, in few words for people; may be empty
 */
public record JournalChanged(boolean writable, String why, Stamp at) {
  /** Without saying why. */
  public JournalChanged(boolean writable, Stamp at) {
    this(writable, "", at);
  }
}

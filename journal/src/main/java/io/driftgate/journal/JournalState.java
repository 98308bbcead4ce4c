package io.driftgate.journal;

import java.util.Optional;

/**
 * How the journal is.
 *
 * @param trouble why nothing can be written; empty while it can, and before the first attempt ended
 * @param isOpen whether rows have been written, and can be
 * @param losses how often it became unwritable; who saw another number has missed that
 * @param lastTrouble the last of them; empty before the first
 */
public record JournalState(
    Optional<String> trouble, boolean isOpen, long losses, String lastTrouble) {
  static final JournalState OPENING = new JournalState(Optional.empty(), false, 0, "");

  JournalState lost(String why) {
    return new JournalState(Optional.of(why), false, losses + 1, why);
  }

  /** The same loss for another reason. */
  JournalState stillLost(String why) {
    return new JournalState(Optional.of(why), false, losses, why);
  }

  JournalState back() {
    return new JournalState(Optional.empty(), true, losses, lastTrouble);
  }

  /** Why nothing opens; empty when it may. */
  public Optional<String> whyNothingOpens() {
    return trouble.isPresent()
        ? Optional.of("the journal cannot be written: " + trouble.get())
        : isOpen ? Optional.empty() : Optional.of("the journal is being read");
  }
}

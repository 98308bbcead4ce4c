package io.driftgate.journal;

/** Is told by the journal, on its thread. */
public interface JournalListener {
  /**
   * Openings are on the disk.
   *
   * @param ticket of the last; stands for all before it, too
   */
  void flushed(long ticket);

  /** {@link Journal#state()} is another. */
  void changed();
}

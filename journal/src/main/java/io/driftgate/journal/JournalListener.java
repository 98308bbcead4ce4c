package io.driftgate.journal;

import java.util.List;

/** Is told by the journal, on its thread. */
public interface JournalListener {
  /**
   * Openings are on the disk.
   *
   * @param ticket of the last; stands for all before it, too
   */
  void flushed(long ticket);

  /**
   * What the outbox held when this process found it: from earlier processes, none of its own. Told
   * once, as soon as the file has been read; mostly nothing.
   *
   * @param mails in the order in which they were decided
   */
  default void undelivered(List<Mail> mails) {}

  /** {@link Journal#state()} is another. */
  void changed();
}

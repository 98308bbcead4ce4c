package io.driftgate.app.replay;

import io.driftgate.journal.recording.FileStart;
import java.io.IOException;

/** What is played on: told all that a recording holds, in order. */
interface Deck {
  /**
   * A file begins.
   *
   * @param goesOn whether nothing is missing between the file before and this one
   */
  void begins(FileStart start, boolean goesOn) throws IOException;

  /** The next item, a {@link io.driftgate.journal.recording.Gap} among them. */
  void item(Object item);
}

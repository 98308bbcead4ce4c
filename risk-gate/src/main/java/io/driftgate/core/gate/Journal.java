package io.driftgate.core.gate;

import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.measure.Task;
import io.driftgate.core.order.JournalChanged;
import io.driftgate.core.order.Openings;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import java.util.ArrayDeque;

/**
 * Whether the journal can be written: while it cannot nothing relaxes, and for longer than 60 s
 * everything is closed; and who waits for it to be flushed before relaxing (semantics §6.6).
 */
final class Journal {
  static final long PATIENCE_NANOS = 60_000_000_000L;

  private final Openings openings;
  private final Deadlines deadlines;
  private final int slot;

  /** In order of tickets; some may not be wanted any more. */
  private final ArrayDeque<Leave> asked = new ArrayDeque<>();

  private boolean writable = true;
  private boolean lost;
  private String why = "";
  private long lastTicket;

  /**
   * Makes a writable one.
   *
   * @param onLost called when patience ends
   */
  Journal(Openings openings, Deadlines deadlines, Task onLost) {
    this.openings = openings;
    this.deadlines = deadlines;
    slot =
        deadlines.add(
            nowNanos -> {
              lost = true;
              onLost.run();
            });
  }

  /** Returns whether that is news. */
  boolean become(JournalChanged state, long nowNanos) {
    why = state.why();
    if (state.writable() == writable) {
      return false;
    }
    writable = state.writable();
    lost = false;
    asked.clear();
    deadlines.set(slot, writable ? Deadlines.NEVER : Deadlines.after(nowNanos, PATIENCE_NANOS));
    return true;
  }

  /** Whether a relaxation needs {@link #ask}. */
  boolean mustBeAsked() {
    return openings == Openings.JOURNALLED;
  }

  /**
   * Asks for a market's next outputs.
   *
   * @param onGiven called when they are journalled, unless the journal is lost before
   */
  Leave ask(Quotes quotes, Liquidations liquidations, Task onGiven) {
    Leave leave = new Leave(++lastTicket, quotes, liquidations, onGiven);
    asked.add(leave);
    return leave;
  }

  /** Everything asked for up to this ticket is on the disk. */
  void flushed(long ticket) {
    while (!asked.isEmpty() && asked.peek().ticket() <= ticket) {
      asked.poll().give();
    }
  }

  boolean writable() {
    return writable;
  }

  /** Why it isn't; may be empty. */
  String why() {
    return why;
  }

  /** Not writable for longer than is borne. */
  boolean lost() {
    return lost;
  }
}

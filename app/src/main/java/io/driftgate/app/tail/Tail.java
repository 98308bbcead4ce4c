package io.driftgate.app.tail;

import io.driftgate.client.Desk;
import io.driftgate.client.DeskListener;
import io.driftgate.client.protocol.Change;
import io.driftgate.client.protocol.Confirmation;
import io.driftgate.client.protocol.GateReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Shows what a desk may do: a table that is drawn anew four times a second, or a line for each
 * change. Lines are printed on the SDK's listener thread, the rest by whoever calls {@link #turn}.
 */
public final class Tail implements DeskListener {
  private static final String HOME_AND_CLEAR = "\u001b[H\u001b[2J";

  /** How it is shown. */
  public enum Style {
    /** Drawn anew on a terminal. */
    TABLE,
    /** A line for each change. */
    LINES,
    /** A JSON object for each change. */
    JSON
  }

  private final Style style;
  private final PrintWriter out;
  private final PrintWriter err;
  private final LongSupplier wallMs;
  private final Watched watched = new Watched();
  private String saidOfGate = "";

  /**
   * Shows nothing yet.
   *
   * @param err where lines about the connection go, unless there is a table
   * @param wallMs Unix milliseconds
   */
  public Tail(Style style, PrintWriter out, PrintWriter err, LongSupplier wallMs) {
    this.style = style;
    this.out = out;
    this.err = err;
    this.wallMs = wallMs;
  }

  @Override
  public void onChange(Change change) {
    long now = wallMs.getAsLong();
    if (watched.note(change, now) && style != Style.TABLE) {
      say(style == Style.JSON ? TailWords.json(change, now) : TailWords.line(change, now));
    }
  }

  @Override
  public void onConfirmed(Confirmation confirmed) {
    if (style != Style.TABLE) {
      long now = wallMs.getAsLong();
      say(style == Style.JSON ? TailWords.json(confirmed, now) : TailWords.line(confirmed, now));
    }
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }

  /**
   * To be called four times a second, on one thread.
   *
   * @param height lines of the terminal
   */
  public void turn(Desk desk, int height) {
    GateReport gate = desk.report().gates().get(0);
    String state = TailWords.gate(gate, System.nanoTime());
    if (style == Style.TABLE) {
      List<Watched.Row> rows = watched.at(desk::permission, System.nanoTime());
      List<String> lines = TailWords.table(state, rows, height, wallMs.getAsLong());
      out.print(HOME_AND_CLEAR + String.join(System.lineSeparator(), lines));
      out.println();
      out.flush();
    } else if (!state.equals(saidOfGate)) {
      saidOfGate = state;
      err.println("driftgate: " + state);
      err.flush();
    }
  }
}

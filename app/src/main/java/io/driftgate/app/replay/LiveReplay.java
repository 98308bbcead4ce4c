package io.driftgate.app.replay;

import io.driftgate.core.RiskGate;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.order.Openings;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.journal.recording.CoreSnapshot;
import io.driftgate.journal.recording.FileStart;
import io.driftgate.journal.recording.Gap;
import io.driftgate.journal.recording.Items;
import io.driftgate.journal.recording.Shutdown;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs what was live once more, and holds what the core tells now against what it told then. Begins
 * with a process's first moment, or else with a file's snapshot if it is of this core; a file that
 * has neither begins cold, and nothing is compared until there is one again.
 */
public final class LiveReplay implements Deck {
  private final String core;
  private final Tally tally;
  private final Consumer<String> notes;
  private final Told told;

  /** Null before the first file. */
  private RiskGate gate;

  private boolean comparing;
  private boolean isCold;
  private long compared;
  private long uncompared;
  private Optional<String> difference = Optional.empty();

  /**
   * Has played nothing yet.
   *
   * @param core this build's, see {@link io.driftgate.journal.recording.CoreVersion}
   */
  public LiveReplay(
      String core, Tally tally, Consumer<GateSignal> transitions, Consumer<String> notes) {
    this.core = core;
    this.tally = tally;
    this.notes = notes;
    told = new Told(transitions.andThen(tally::moved));
  }

  @Override
  public void begins(FileStart start, boolean goesOn) throws IOException {
    boolean exact = isFirst(start) || hasSnapshot(start);
    if (gate != null && goesOn && !(isCold && exact)) {
      return;
    }
    if (gate != null && start.epoch() == gate.epoch() && !exact) {
      comparing = false;
      return;
    }
    told.heard(false);
    gate = begun(start);
    told.heard(true);
    tally.begins(start.at(), gate.markets());
  }

  private static boolean isFirst(FileStart start) {
    return start.number() == 1 && start.missed() == 0 && start.at().equals(start.began());
  }

  private boolean hasSnapshot(FileStart start) {
    return core.equals(start.core()) && start.snapshot().isPresent();
  }

  private RiskGate begun(FileStart start) throws IOException {
    if (isFirst(start)) {
      become(true, false);
      return new RiskGate(start.plan(), start.epoch(), start.began(), Openings.JOURNALLED, told);
    }
    if (hasSnapshot(start)) {
      become(start.exact(), false);
      if (!start.exact()) {
        say(start, "inputs were lost before it: what follows is not compared with the live gate");
      }
      return CoreSnapshot.read(start.snapshot().orElseThrow(), told);
    }
    become(false, true);
    String why =
        start.snapshot().isEmpty()
            ? "it has no snapshot"
            : "its snapshot is of another build of the core";
    say(start, why + ": it begins cold, with every market closed");
    return new RiskGate(start.plan(), start.epoch(), start.at(), Openings.AT_ONCE, told);
  }

  private void become(boolean compares, boolean cold) {
    comparing = compares;
    isCold = cold;
  }

  private void say(FileStart start, String what) {
    notes.accept("file " + start.number() + " of epoch " + start.epoch() + ": " + what);
  }

  @Override
  public void item(Object item) {
    if (item instanceof Gap gap) {
      notes.accept(
          (gap.missed() == 0 ? "some" : gap.missed())
              + " items are missing; what follows is not compared with the live gate");
      comparing = false;
      told.forget();
    } else if (Items.isOutput(item)) {
      compare(item);
    } else {
      follow(item);
    }
  }

  private void follow(Object input) {
    Object more = told.next();
    if (comparing && more != null) {
      differs("now the core also tells " + more);
    }
    told.forget();
    Stamp at = Items.stampOf(input).orElseThrow();
    tally.timeIs(at);
    Items.play(input, gate);
    if (input instanceof Shutdown) {
      tally.ends();
    }
  }

  private void compare(Object live) {
    if (!comparing) {
      uncompared++;
      return;
    }
    Object now = told.next();
    if (live.equals(now)) {
      compared++;
    } else {
      differs("live it told " + live + "; now it tells " + (now == null ? "nothing" : now));
    }
  }

  private void differs(String how) {
    comparing = false;
    difference = Optional.of(difference.orElse("after " + compared + " that are equal: " + how));
  }

  /** Transitions, openings and notices that are equal to the live ones, byte for byte. */
  public long compared() {
    return compared;
  }

  /** Those that could not be compared. */
  public long uncompared() {
    return uncompared;
  }

  /** The first difference from what was live. */
  public Optional<String> difference() {
    return difference;
  }
}

package io.driftgate.app.replay;

import io.driftgate.core.SignalListener;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Notice;
import io.driftgate.core.signal.Opening;
import io.driftgate.journal.recording.ShadowMoved;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/** All that a core told since it was last asked, as it stands in a recording. */
final class Told implements SignalListener {
  private final ArrayDeque<Object> items = new ArrayDeque<>();
  private final Consumer<GateSignal> transitions;
  private boolean heard;

  /** Hears nothing yet; then passes transitions on as well. */
  Told(Consumer<GateSignal> transitions) {
    this.transitions = transitions;
  }

  @Override
  public void onSignal(GateSignal signal) {
    items.add(signal);
    if (heard) {
      transitions.accept(signal);
    }
  }

  @Override
  public void onShadow(String policy, GateSignal signal) {
    items.add(new ShadowMoved(policy, signal));
  }

  @Override
  public void onOpening(Opening opening) {
    items.add(opening);
  }

  @Override
  public void onNotice(Notice notice) {
    items.add(notice);
  }

  /** The oldest that has not been looked at; null for none. */
  Object next() {
    return items.poll();
  }

  void forget() {
    items.clear();
  }

  /** Whether anybody listens: live, nobody did while a core was made. */
  void heard(boolean now) {
    heard = now;
    items.clear();
  }
}

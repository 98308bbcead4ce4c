package io.driftgate.app.monitor;

import io.driftgate.core.SignalListener;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Notice;
import io.driftgate.core.signal.Opening;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Hands each signal to those who were attached, in that order: desks first, in the same step.
 *
 * <p>Signals come on the gate loop; who listens is settled before the first.
 */
final class SignalFan implements SignalListener {
  private final List<SignalListener> listeners = new CopyOnWriteArrayList<>();

  void attach(SignalListener listener) {
    listeners.add(listener);
  }

  @Override
  public void onSignal(GateSignal signal) {
    for (SignalListener listener : listeners) {
      listener.onSignal(signal);
    }
  }

  @Override
  public void onShadow(String policy, GateSignal signal) {
    for (SignalListener listener : listeners) {
      listener.onShadow(policy, signal);
    }
  }

  @Override
  public void onOpening(Opening opening) {
    for (SignalListener listener : listeners) {
      listener.onOpening(opening);
    }
  }

  @Override
  public void onNotice(Notice notice) {
    for (SignalListener listener : listeners) {
      listener.onNotice(notice);
    }
  }
}

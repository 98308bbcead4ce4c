package io.driftgate.app.replay;

import io.driftgate.core.GateInputs;
import io.driftgate.core.GateOrders;
import io.driftgate.core.GateView;
import io.driftgate.core.RiskGate;
import io.driftgate.core.SignalListener;
import io.driftgate.journal.recording.CoreSnapshot;
import io.driftgate.simulator.proof.Core;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * A core that is written down and made anew again and again: whoever asks talks to the newest of
 * its lives, and must not be able to tell.
 */
final class ManyLives implements InvocationHandler {
  private final SignalListener listener;
  private final int everyInputs;
  private RiskGate gate;
  private long inputs;
  private int lives = 1;

  ManyLives(RiskGate gate, SignalListener listener, int everyInputs) {
    this.gate = gate;
    this.listener = listener;
    this.everyInputs = everyInputs;
  }

  Core core() {
    return new Core(
        as(GateInputs.class),
        as(GateOrders.class),
        as(GateView.class),
        () -> gate.nextDeadlineNanos(),
        () -> gate.held());
  }

  private <T> T as(Class<T> port) {
    return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, this));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (method.getReturnType() == void.class && ++inputs % everyInputs == 0) {
      rebear();
    }
    try {
      return method.invoke(gate, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private void rebear() {
    try {
      gate = CoreSnapshot.read(CoreSnapshot.of(gate, listener), listener);
      lives++;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int lives() {
    return lives;
  }
}

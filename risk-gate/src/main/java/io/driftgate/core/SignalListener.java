package io.driftgate.core;

import io.driftgate.core.signal.GateSignal;

/**
 * The port out of the core: what it tells the world. Called in the step in which the decision
 * falls, on the caller's thread (live: the gate loop), in order of {@code seq}. It must not call
 * back into the core.
 */
@FunctionalInterface
public interface SignalListener {
  void onSignal(GateSignal signal);
}

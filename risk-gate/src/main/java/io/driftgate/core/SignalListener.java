package io.driftgate.core;

import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Notice;
import io.driftgate.core.signal.Opening;

/**
 * The port out of the core: what it tells the world. Called in the step in which the decision
 * falls, on the caller's thread (live: the gate loop), in order of {@code seq}. It must not call
 * back into the core.
 */
@FunctionalInterface
public interface SignalListener {
  void onSignal(GateSignal signal);

  /**
   * A market's shadow moved. Nothing acts on it: its {@code seq} counts the transitions of shadows,
   * its {@code version} those of this one.
   *
   * @param policy the shadow policy's id
   */
  default void onShadow(String policy, GateSignal signal) {}

  /**
   * A market may relax once this is journalled; only of a gate with {@link
   * io.driftgate.core.order.Openings#JOURNALLED}.
   */
  default void onOpening(Opening opening) {}

  /** Something a person must hear of. */
  default void onNotice(Notice notice) {}
}

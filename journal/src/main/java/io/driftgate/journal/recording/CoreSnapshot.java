package io.driftgate.journal.recording;

import io.driftgate.core.RiskGate;
import io.driftgate.core.SignalListener;
import java.io.IOException;

/**
 * The whole state of a core as bytes. Only of use to the same build of the core, see {@link
 * CoreVersion}; takes long where there are thousands of nodes, so not on the gate loop.
 */
public final class CoreSnapshot {
  private CoreSnapshot() {}

  /**
   * Writes the state.
   *
   * @param listener the gate's own; it is left out
   * @throws IllegalArgumentException if the core holds what a snapshot cannot
   */
  public static byte[] of(RiskGate gate, SignalListener listener) {
    return GraphWriter.write(gate, listener);
  }

  /**
   * A core that goes on from that state.
   *
   * @param listener in the place of the one that was left out
   * @throws IOException if the bytes are damaged, or of another build
   */
  public static RiskGate read(byte[] snapshot, SignalListener listener) throws IOException {
    if (GraphReader.read(snapshot, listener) instanceof RiskGate gate) {
      return gate;
    }
    throw new IOException("the snapshot is of something else than a core");
  }
}

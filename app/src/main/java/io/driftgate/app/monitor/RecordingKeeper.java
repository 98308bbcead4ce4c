package io.driftgate.app.monitor;

import io.driftgate.app.config.Configuration;
import io.driftgate.core.GateInputs;
import io.driftgate.core.GateOrders;
import io.driftgate.core.RiskGate;
import io.driftgate.core.fact.Stamp;
import io.driftgate.dashboards.RecordingReading;
import io.driftgate.journal.recording.RecordedGate;
import io.driftgate.journal.recording.Recorder;
import io.driftgate.journal.recording.RecordingFigures;
import io.driftgate.journal.recording.RecordingStart;
import java.util.Optional;

/** The core's ports, with a recorder in between where one is configured. */
final class RecordingKeeper {
  private final RiskGate gate;
  private final Optional<Recorder> recorder;
  private final Optional<RecordedGate> tee;

  private RecordingKeeper(RiskGate gate, Optional<Recorder> recorder) {
    this.gate = gate;
    this.recorder = recorder;
    tee = recorder.map(r -> new RecordedGate(gate, r));
  }

  /**
   * A gate that has been told nothing; the recorder has not begun.
   *
   * @param began the gate's first moment
   */
  static RecordingKeeper of(
      Configuration configuration, RiskGate gate, Stamp began, String version) {
    RecordingStart start =
        new RecordingStart(
            configuration.fleet(), gate.epoch(), began, version, configuration.sha256());
    return new RecordingKeeper(gate, configuration.recordings().map(s -> new Recorder(s, start)));
  }

  /** Has what the gate tells recorded, too; to be called before it tells anything. */
  void listenTo(SignalFan fan) {
    tee.ifPresent(fan::attach);
  }

  GateInputs inputs() {
    return tee.<GateInputs>map(t -> t).orElse(gate);
  }

  GateOrders orders() {
    return tee.<GateOrders>map(t -> t).orElse(gate);
  }

  /** Withdraws every market for good. Gate loop. */
  void shutdown(Stamp at) {
    if (tee.isPresent()) {
      tee.get().shutdown(at);
    } else {
      gate.shutdown(at);
    }
  }

  /** Lets it write. Called once. */
  void begin() {
    recorder.ifPresent(Recorder::begin);
  }

  /** Another configuration's plan is about to be an order. Any thread. */
  void reloaded(Configuration next) {
    recorder.ifPresent(r -> r.configured(next.sha256()));
  }

  /** Any thread. */
  Optional<RecordingReading> reading() {
    return recorder.map(Recorder::figures).map(RecordingKeeper::reading);
  }

  private static RecordingReading reading(RecordingFigures figures) {
    return new RecordingReading(
        figures.isWriting(),
        figures.items(),
        figures.dropped(),
        figures.bytes(),
        figures.errors(),
        figures.differences());
  }

  /**
   * Writes what waits. Waits for the disk: not on an event loop, and after the gate's last word.
   */
  void close(long limitMs) {
    recorder.ifPresent(r -> r.close(limitMs));
  }
}

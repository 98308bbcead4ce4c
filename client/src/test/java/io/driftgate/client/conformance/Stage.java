package io.driftgate.client.conformance;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One client, its gates, and who watches it, for one script. */
final class Stage implements Closeable {
  static final long LEASE_MS = 400;

  private static final long MAX_HOLD_MS = 3_000;
  private static final long START_MS = 40_000;
  private static final long PATIENCE_MS = 15_000;
  private static final long EVIDENCE_LATE_MS = 500;

  private final List<ScriptedGate> gates = new ArrayList<>();
  private final List<GateProcess> processes = new ArrayList<>();
  private final ClientProcess client;
  private final Watch watch;

  Stage(Script script, ProcessBuilder command) throws IOException {
    List<GateUnderTest> all = new ArrayList<>();
    if (script.ownProcess()) {
      processes.add(new GateProcess(LEASE_MS));
      all.addAll(processes);
    } else {
      for (int i = 0; i < script.gates(); i++) {
        gates.add(new ScriptedGate(LEASE_MS, new Evidence()));
      }
      all.addAll(gates);
    }
    client = new ClientProcess(command);
    String key = script.signed() ? gates.get(0).publicKey() : "-";
    List<String> urls = all.stream().map(GateUnderTest::url).toList();
    client.connect(script.k(), MAX_HOLD_MS, key, urls);
    long late = script.ownProcess() ? EVIDENCE_LATE_MS : 0;
    watch = new Watch(client, all, script.k(), LEASE_MS, late);
    watch.start();
  }

  /**
   * Plays to the end.
   *
   * @return the latest time after sending the last granted renewal at which the client was not
   *     WITHDRAW, in milliseconds
   */
  static double play(Script script, ProcessBuilder command) throws Exception {
    try (Stage stage = new Stage(script, command)) {
      stage.watch.await("OPEN", START_MS);
      script.play().on(stage);
      stage.awaitOpen();
      stage.watch.stop();
      if (!stage.watch.violation().isEmpty()) {
        throw new AssertionError(stage.watch.violation());
      }
      return stage.watch.latestOpenMs();
    }
  }

  ScriptedGate gate() {
    return gates.get(0);
  }

  ScriptedGate gate(int index) {
    return gates.get(index);
  }

  GateProcess process() {
    return processes.get(0);
  }

  ClientProcess client() {
    return client;
  }

  Watch watch() {
    return watch;
  }

  void pause(double leases) throws InterruptedException {
    Thread.sleep((long) (leases * LEASE_MS));
  }

  void awaitOpen() throws InterruptedException {
    watch.await("OPEN", PATIENCE_MS);
  }

  void awaitWiden() throws InterruptedException {
    watch.await("WIDEN", PATIENCE_MS);
  }

  void awaitWithdraw() throws InterruptedException {
    watch.await("WITHDRAW", PATIENCE_MS);
  }

  /** Waits until nothing that was granted before can stand any more. */
  void lapse() throws InterruptedException {
    pause(1);
    awaitWithdraw();
  }

  /** For that long only WITHDRAW is right. */
  void staysWithdrawn(double leases) throws InterruptedException {
    watch.forbidOpen();
    pause(leases);
    watch.await("WITHDRAW", PATIENCE_MS);
    watch.allowOpen();
  }

  /** Waits until the client has said once more that it obeys. */
  void awaitAck(ScriptedGate from, int before) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_MS * 1_000_000L;
    while (from.acks() <= before) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("a restriction was not acknowledged");
      }
      Thread.sleep(5);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      watch.stop();
    } finally {
      client.close();
      gates.forEach(ScriptedGate::close);
      processes.forEach(GateProcess::close);
    }
  }
}

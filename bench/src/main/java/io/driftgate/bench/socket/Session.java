package io.driftgate.bench.socket;

import io.driftgate.bench.desk.DeskRow;
import io.driftgate.bench.desk.Reading;
import io.driftgate.bench.node.FakeNode;
import io.driftgate.bench.node.FakeNodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One monitor process with its fleet and desks, started fresh and warmed up: the withdraw path is
 * what a real process runs rarely, so its first times are kept apart.
 */
final class Session implements AutoCloseable {
  private static final long FIRST_HEIGHT = 1_000;
  private static final int COLD_ROUNDS = 20;
  private static final int POLL_MS = 500;
  private static final long READY_MS = 20_000;
  private static final long SETTLE_MS = 1_500;

  private final Path folder;
  private final FakeNodes nodes;
  private final MonitorProcess monitor;
  private final DeskRow desks;
  private final Fleet fleet;

  private Session(
      Path folder, FakeNodes nodes, MonitorProcess monitor, DeskRow desks, Fleet fleet) {
    this.folder = folder;
    this.nodes = nodes;
    this.monitor = monitor;
    this.desks = desks;
    this.fleet = fleet;
  }

  static Session start(MonitorProcess.Kind kind, int nodeCount, int deskCount, Reading reading)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("driftgate-bench");
    FakeNodes nodes = FakeNodes.open(nodeCount, BenchConfig.CHAIN_ID, FIRST_HEIGHT);
    List<FakeNode> each = nodes.nodes();
    int port = MonitorProcess.freePort();
    Path config = folder.resolve("bench.yaml");
    Files.writeString(
        config, BenchConfig.yaml(port, folder.resolve("data").toString(), each, POLL_MS));
    MonitorProcess monitor = MonitorProcess.start(kind, config, port);
    try {
      DeskRow desks = DeskRow.of(monitor.desks(deskCount), reading, true);
      awaitSubscriptions(nodes);
      return new Session(folder, nodes, monitor, desks, new Fleet(each, desks, FIRST_HEIGHT));
    } catch (IOException | InterruptedException | RuntimeException failed) {
      monitor.close();
      throw failed;
    }
  }

  private static void awaitSubscriptions(FakeNodes nodes) throws InterruptedException {
    long giveUpNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READY_MS);
    while (!nodes.allListenedTo()) {
      if (System.nanoTime() - giveUpNanos > 0) {
        throw new IllegalStateException("the monitor did not subscribe to every node");
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    TimeUnit.MILLISECONDS.sleep(SETTLE_MS); // every node is polled once, so that finality is known
  }

  /** Plays rounds as fast as the market opens again. The first of them go into {@code cold}. */
  void warmUp(int rounds, Latencies cold) throws InterruptedException {
    Latencies rest = new Latencies("warm-up");
    long period = PushRounds.SHORTEST_PERIOD_NANOS;
    int first = Math.min(COLD_ROUNDS, rounds);
    new PushRounds(fleet).play(first, period, cold, cold);
    new PushRounds(fleet).play(rounds - first, period, rest, rest);
  }

  void push(int rounds, long periodNanos, Latencies spaced, Latencies burst)
      throws InterruptedException {
    new PushRounds(fleet).play(rounds, periodNanos, spaced, burst);
  }

  void deadline(int rounds, Latencies into) throws InterruptedException {
    new DeadlineRounds(fleet).play(rounds, into);
  }

  /** Where the monitor listens. */
  int port() {
    return monitor.port();
  }

  Duration cpu() {
    return monitor.cpu();
  }

  /** Connections of nodes that ended. */
  long nodeConnectionsLost() {
    return nodes.lost();
  }

  /** Connections of desks that ended. */
  long deskConnectionsLost() {
    return desks.lost();
  }

  /** Stops the monitor and returns what it printed. */
  String stop() throws IOException, InterruptedException {
    return monitor.stop();
  }

  @Override
  public void close() throws IOException {
    monitor.close();
    desks.close();
    nodes.close();
    Folders.delete(folder);
  }
}

package io.driftgate.bench.push;

import io.driftgate.bench.node.Blocks;
import io.driftgate.bench.node.FakeNode;
import io.driftgate.bench.node.FakeNodes;
import io.driftgate.bench.socket.Latencies;
import io.driftgate.bench.socket.Machine;
import io.driftgate.bench.socket.Pace;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How wrong an arrival stamp is: the stamp minus the instant at which the node's bytes were
 * written, both of one clock in one process. Push through the collector's Vert.x client and through
 * Tyrus, and polling at several intervals, where the error is the wait for the next poll.
 */
@Command(
    name = "push-versus-poll",
    mixinStandardHelpOptions = true,
    description = "The error of an arrival stamp: push by Vert.x and by Tyrus, and polling.")
public final class PushVersusPoll implements Callable<Integer> {
  private static final long MS = 1_000_000L;
  private static final long CHAIN_ID = 31_337;
  private static final long FIRST_HEIGHT = 1_000;
  private static final long READY_NANOS = 20_000 * MS;
  private static final int MANY = 50;

  @Option(
      names = "--seconds",
      defaultValue = "8",
      description = "per case, default ${DEFAULT-VALUE}")
  private int seconds;

  @Option(names = "--poll-seconds", defaultValue = "20", description = "per polling case")
  private int pollSeconds;

  /** Opens a client on nodes. */
  @FunctionalInterface
  private interface Opening {
    Client open(List<FakeNode> nodes, Ledger ledger) throws Exception;
  }

  @Override
  public Integer call() throws Exception {
    System.out.println(Machine.describe());
    for (int nodes : new int[] {1, MANY}) {
      for (boolean busy : new boolean[] {false, true}) {
        push("Vert.x", nodes, busy, (n, l) -> CollectorClient.pushed(n, CHAIN_ID, l));
        push("Tyrus", nodes, busy, TyrusClient::pushed);
      }
    }
    for (long intervalMs : new long[] {250, 500, 1_000}) {
      poll(intervalMs);
    }
    System.out.println(Machine.describe());
    return 0;
  }

  private void push(String name, int count, boolean busy, Opening opening) throws Exception {
    long periodNanos = count == 1 ? 5 * MS : 50 * MS;
    int rounds = (int) (seconds * 1_000L * MS / periodNanos);
    int warmUp = rounds / 2;
    Ledger warming = new Ledger(count, FIRST_HEIGHT, warmUp + 1);
    Ledger ledger = new Ledger(count, FIRST_HEIGHT + warmUp, rounds + 1);
    try (FakeNodes nodes = FakeNodes.open(count, CHAIN_ID, FIRST_HEIGHT - 1);
        Spinner spinner = Spinner.start(busy)) {
      Client client = opening.open(nodes.nodes(), ledger);
      awaitSubscriptions(nodes);
      pushRounds(nodes.nodes(), FIRST_HEIGHT, warmUp, periodNanos, warming);
      long cpuBefore = client.cpuNanos();
      pushRounds(nodes.nodes(), FIRST_HEIGHT + warmUp, rounds, periodNanos, ledger);
      long cpuNanos = client.cpuNanos() - cpuBefore;
      TimeUnit.MILLISECONDS.sleep(200);
      client.stop();
      System.out.printf(
          Locale.ROOT,
          "%n%s, %d node%s, %s: %d heads, %d unseen, %.1f µs of processor per head%n",
          name,
          count,
          count == 1 ? "" : "s at once",
          spinner.isOn() ? "another thread spinning" : "machine otherwise idle",
          (long) rounds * count,
          ledger.unseen(),
          cpuNanos / 1_000.0 / rounds / count);
      Latencies.head();
      Latencies.row("stamp − written", ledger.stampError());
      Latencies.row("on the gate loop − written", ledger.reachedGate());
    }
  }

  private static void pushRounds(
      List<FakeNode> nodes, long firstHeight, int rounds, long periodNanos, Ledger ledger) {
    long startNanos = System.nanoTime() + periodNanos;
    for (int i = 0; i < rounds; i++) {
      long height = firstHeight + i;
      ByteBuffer frame = Blocks.frame(height);
      Pace.until(startNanos + i * periodNanos);
      for (int node = 0; node < nodes.size(); node++) {
        ledger.shown(node, height, nodes.get(node).push(frame, height));
      }
    }
  }

  private static void awaitSubscriptions(FakeNodes nodes) throws InterruptedException {
    long giveUpNanos = System.nanoTime() + READY_NANOS;
    while (!nodes.allListenedTo()) {
      if (System.nanoTime() - giveUpNanos > 0) {
        throw new IllegalStateException("the client did not subscribe to every node");
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    TimeUnit.MILLISECONDS.sleep(500);
  }

  /** Nodes show their next block one after the other, at random instants of the polls' rhythm. */
  private void poll(long intervalMs) throws Exception {
    long blockNanos = 2 * intervalMs * MS;
    int heights = (int) (pollSeconds * 1_000L * MS / blockNanos);
    Ledger ledger = new Ledger(MANY, FIRST_HEIGHT, heights + 1);
    try (FakeNodes nodes = FakeNodes.open(MANY, CHAIN_ID, FIRST_HEIGHT - 1)) {
      Client client = CollectorClient.polling(nodes.nodes(), CHAIN_ID, ledger, intervalMs * MS);
      TimeUnit.MILLISECONDS.sleep(3 * intervalMs);
      long requestsBefore = client.requests();
      long cpuBefore = client.cpuNanos();
      show(nodes.nodes(), heights, blockNanos, ledger);
      long requests = client.requests() - requestsBefore;
      long cpuNanos = client.cpuNanos() - cpuBefore;
      TimeUnit.MILLISECONDS.sleep(2 * intervalMs);
      client.stop();
      Histogram error = ledger.stampError();
      System.out.printf(
          Locale.ROOT,
          "%npolling each %d ms, %d nodes: %d heads, %d unseen, %d polls,"
              + " %.0f ms of processor per 1,000 polls, %.1f %% of a core%n",
          intervalMs,
          MANY,
          error.getTotalCount(),
          ledger.unseen(),
          requests,
          cpuNanos / 1e3 / requests,
          100.0 * cpuNanos / (heights * blockNanos));
      Latencies.head();
      Latencies.row("stamp − shown", error);
    }
  }

  private static void show(List<FakeNode> nodes, int heights, long blockNanos, Ledger ledger) {
    Random random = new Random(11);
    long startNanos = System.nanoTime();
    long slotNanos = blockNanos / nodes.size();
    for (int i = 0; i < heights * nodes.size(); i++) {
      int node = i % nodes.size();
      long height = FIRST_HEIGHT + i / nodes.size();
      Pace.until(startNanos + i * slotNanos + (long) (random.nextDouble() * slotNanos));
      nodes.get(node).show(height);
      ledger.shown(node, height, System.nanoTime());
    }
  }
}

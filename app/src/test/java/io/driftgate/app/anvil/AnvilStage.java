package io.driftgate.app.anvil;

import io.driftgate.app.config.ConfigReader;
import io.driftgate.app.config.Configuration;
import io.driftgate.app.config.Reading;
import io.driftgate.app.monitor.FeedPlacement;
import io.driftgate.app.monitor.Monitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Four real anvil nodes with one identical chain, {@code n1} to {@code n4}, the last behind a
 * delaying proxy; a block every 500 ms while mining; and a monitor that watches them.
 */
final class AnvilStage {
  static final long HOLD_MS = 2_000;
  static final long STALENESS_BOUND_MS = 3_000;

  private static final int NODES = 4;
  private static final long BLOCK_MS = 500;

  private final List<AnvilNode> anvils = new ArrayList<>();
  private final DelayingProxy proxy;
  private final Path folder;
  private final ScheduledExecutorService miner = Executors.newSingleThreadScheduledExecutor();
  private final Future<?> mine;
  private volatile boolean mining = true;
  private final AtomicInteger mined = new AtomicInteger();
  private volatile long lastMinedMs;
  private Monitor monitor;

  AnvilStage(Path folder) throws Exception {
    this.folder = folder;
    for (int i = 0; i < NODES; i++) {
      anvils.add(AnvilNode.start());
    }
    for (AnvilNode anvil : anvils) {
      anvil.ready();
    }
    proxy = new DelayingProxy(anvil(4).port());
    mine = miner.scheduleAtFixedRate(this::mineOne, 0, BLOCK_MS, TimeUnit.MILLISECONDS);
  }

  private void mineOne() {
    if (mining) {
      int number = mined.incrementAndGet();
      lastMinedMs = System.currentTimeMillis();
      List<CompletableFuture<?>> blocks = new ArrayList<>();
      anvils.forEach(anvil -> blocks.add(anvil.mine(number)));
      CompletableFuture.allOf(blocks.toArray(CompletableFuture[]::new))
          .completeOnTimeout(null, BLOCK_MS, TimeUnit.MILLISECONDS)
          .exceptionally(dead -> null)
          .join();
    }
  }

  AnvilNode anvil(int number) {
    return anvils.get(number - 1);
  }

  DelayingProxy proxyOfFour() {
    return proxy;
  }

  void mining(boolean on) {
    mining = on;
  }

  /** When the newest block was asked for, Unix milliseconds. */
  long lastMinedMs() {
    return lastMinedMs;
  }

  /** Starts a monitor with one market, {@code M}, under the given bound beside staleness. */
  DeskProbe monitor(String bound) throws Exception {
    Path file = Files.writeString(folder.resolve("driftgate.yaml"), configuration(bound));
    Reading reading = ConfigReader.read(file, name -> Optional.empty());
    Configuration configuration =
        reading
            .configuration()
            .orElseThrow(() -> new AssertionError(reading.problems().toString()));
    monitor = Monitor.of(configuration, FeedPlacement.SEPARATE, "test");
    int port = monitor.start().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    return DeskProbe.connect(port);
  }

  private String configuration(String bound) throws Exception {
    StringBuilder text = new StringBuilder();
    text.append("server: { host: 127.0.0.1, port: ").append(AnvilNode.freePort()).append(" }\n");
    text.append("data: ./data\n");
    text.append("chains:\n  - { id: dev, chainId: 31337, blockTime: 500ms,");
    text.append(" divergence: { grace: 1s } }\n");
    text.append("nodes:\n");
    for (int i = 1; i <= NODES; i++) {
      int port = i == NODES ? proxy.port() : anvil(i).port();
      text.append("  - id: n").append(i).append("\n    chain: dev\n");
      text.append("    http: http://127.0.0.1:").append(port).append('\n');
      text.append("    ws: ws://127.0.0.1:").append(port).append('\n');
      text.append("    poll: { interval: 250ms, timeout: 2s }\n");
    }
    text.append("policies:\n  - id: p\n    bounds:\n");
    text.append("      - { metric: head.staleness, withdraw: ")
        .append(STALENESS_BOUND_MS)
        .append("ms }\n");
    if (!bound.isEmpty()) {
      text.append("      - ").append(bound).append('\n');
    }
    text.append("    recovery: { hold: ").append(HOLD_MS).append("ms, blocks: 2 }\n");
    text.append("markets:\n  - id: M\n    legs: [ { chain: dev, policy: p } ]\n");
    return text.toString();
  }

  void close() throws Exception {
    if (monitor != null) {
      monitor.stop().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }
    mine.cancel(true);
    miner.shutdownNow();
    proxy.close();
    anvils.forEach(AnvilNode::close);
  }
}

package io.driftgate.bench.fan;

import io.driftgate.app.monitor.FeedPlacement;
import io.driftgate.bench.socket.Folders;
import io.driftgate.bench.socket.Hiccups;
import io.driftgate.bench.socket.Latencies;
import io.driftgate.bench.socket.Machine;
import io.driftgate.bench.socket.MonitorProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures how long one transition takes to many desks, beside other servers that send the same
 * bytes, and a floor.
 */
@Command(
    name = "fan-out",
    mixinStandardHelpOptions = true,
    description = "One transition to 1,000 and 5,000 desks, beside NATS, Node ws, Bun and a floor.")
public final class FanOut implements Callable<Integer> {
  @Option(
      names = "--desks",
      split = ",",
      defaultValue = "1000,5000",
      description = "default ${DEFAULT-VALUE}; none: only memory")
  private List<Integer> desks;

  @Option(names = "--warm-up", defaultValue = "150", description = "rounds; ${DEFAULT-VALUE}")
  private int warmUp;

  @Option(names = "--rounds", defaultValue = "250", description = "default ${DEFAULT-VALUE}")
  private int rounds;

  @Option(names = "--pause", defaultValue = "10", description = "ms between; ${DEFAULT-VALUE}")
  private int pauseMs;

  @Option(names = "--lease", defaultValue = "60000", description = "ms; ${DEFAULT-VALUE}")
  private long leaseMs;

  @Option(names = "--heartbeat", defaultValue = "3600000", description = "ms; ${DEFAULT-VALUE}")
  private long heartbeatMs;

  @Option(
      names = "--modules",
      defaultValue = "bench/peers/node_modules",
      description = "where ws and bun are; ${DEFAULT-VALUE}")
  private Path modules;

  @Option(
      names = "--placement",
      defaultValue = "SEPARATE",
      description = "of desks: SEPARATE (as the product), ON_GATE, BOTH")
  private FeedPlacement placement;

  @Option(names = "--no-peers", description = "leaves all but the floor out")
  private boolean withoutPeers;

  @Option(names = "--no-memory", description = "leaves out what an idle desk takes")
  private boolean withoutMemory;

  @Option(names = "--feed-flag", description = "one more flag for the feed's JVM; may be repeated")
  private List<String> feedFlags = List.of();

  private Roster others(Path folder) throws IOException, InterruptedException {
    Roster roster = Roster.beside(folder, modules);
    roster.floor();
    if (!withoutPeers) {
      roster.peers();
    }
    roster.missing().forEach(System.out::println);
    return roster;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    System.out.println(Machine.describe());
    Path folder = Files.createTempDirectory("driftgate-bench");
    Server feed = Roster.feed(MonitorProcess.flags(feedFlags), placement, leaseMs, heartbeatMs);
    try (Hiccups hiccups = Hiccups.start()) {
      for (int count : desks) {
        try (Field field = Field.open(feed, count, leaseMs, others(folder))) {
          field.play(warmUp, pauseMs);
          field.forget();
          field.play(rounds, pauseMs);
          System.out.printf(
              Locale.ROOT,
              "%n%d desks, %d rounds, payload %d bytes%n",
              count,
              rounds,
              field.payloadBytes());
          field.print();
        }
      }
      System.out.println();
      Latencies.head();
      Latencies.row("hiccups", hiccups.stop());
      if (!withoutMemory) {
        IdleDesks.measure(feed, leaseMs);
      }
    } finally {
      Folders.delete(folder);
    }
    System.out.println(Machine.describe());
    return 0;
  }
}

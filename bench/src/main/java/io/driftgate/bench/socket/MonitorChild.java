package io.driftgate.bench.socket;

import io.driftgate.app.config.ConfigReader;
import io.driftgate.app.config.Configuration;
import io.driftgate.app.monitor.FeedPlacement;
import io.driftgate.app.monitor.Monitor;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * The monitor in a process of its own, for a choice of loops that the command line does not offer.
 * Ends when its standard input does, so that it can't outlive the benchmark.
 */
public final class MonitorChild {
  private static final int STOP_SECONDS = 5;

  private MonitorChild() {}

  /** Arguments: configuration file, {@link FeedPlacement}. */
  public static void main(String[] args) throws Exception {
    Configuration configuration =
        ConfigReader.read(Path.of(args[0]), name -> Optional.empty())
            .configuration()
            .orElseThrow(
                () -> new IllegalArgumentException("the benchmark's configuration is bad"));
    Monitor monitor = Monitor.of(configuration, FeedPlacement.valueOf(args[1]), "bench");
    monitor.start().toCompletionStage().toCompletableFuture().get();
    try (Hiccups hiccups = Hiccups.start()) {
      awaitEndOfInput();
      report("monitor process: hiccups", hiccups.stop());
      Histogram stalls =
          monitor
              .stallMicros()
              .toCompletionStage()
              .toCompletableFuture()
              .get(STOP_SECONDS, TimeUnit.SECONDS);
      System.out.printf(
          Locale.ROOT,
          "  gate loop's own stalls: p50 %d, p99 %d, p99.9 %d, max %d µs%n",
          stalls.getValueAtPercentile(50),
          stalls.getValueAtPercentile(99),
          stalls.getValueAtPercentile(99.9),
          stalls.getMaxValue());
      garbage();
    }
    monitor.stop().toCompletionStage().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
    System.exit(0);
  }

  private static void awaitEndOfInput() throws IOException {
    int read = System.in.read();
    while (read >= 0) {
      read = System.in.read();
    }
  }

  private static void report(String what, Histogram nanos) {
    Latencies.head();
    Latencies.row(what, nanos);
  }

  private static void garbage() {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      System.out.printf(
          Locale.ROOT,
          "  %s: %d collections, %d ms%n",
          collector.getName(),
          collector.getCollectionCount(),
          collector.getCollectionTime());
    }
  }
}

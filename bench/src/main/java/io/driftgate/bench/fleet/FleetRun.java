package io.driftgate.bench.fleet;

import io.driftgate.bench.socket.Folders;
import io.driftgate.bench.socket.Hiccups;
import io.driftgate.bench.socket.MonitorProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** One fleet, one fresh monitor: started, warmed up, measured, ended; then wrk in its place. */
final class FleetRun {
  private static final long READY_NANOS = 90_000_000_000L;
  private static final int WRK_SECONDS = 10;
  private static final int LINES = 6;

  private final Setting setting;
  private final int nodes;

  /**
   * What is the same for every size.
   *
   * @param jar the product's
   * @param verify whether headers are verified, as by default
   * @param scrapeSeconds how often {@code /metrics} are read meanwhile; 0: at both ends only
   */
  record Setting(
      Path jar,
      NodeFarm.Kind kind,
      boolean verify,
      int warmUpSeconds,
      int scrapeSeconds,
      List<String> flags) {}

  FleetRun(Setting setting, int nodes) {
    this.setting = setting;
    this.nodes = nodes;
  }

  FleetFigures measure(int seconds) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("driftgate-fleet");
    try (NodeFarm farm = NodeFarm.open(setting.kind(), nodes)) {
      FleetFigures figures = monitored(folder, farm, seconds);
      TimeUnit.SECONDS.sleep(2); // the monitor's connections end
      return figures.beside(Wrk.run(folder, farm.url(0), nodes, WRK_SECONDS));
    } finally {
      Folders.delete(folder);
    }
  }

  private FleetFigures monitored(Path folder, NodeFarm farm, int seconds)
      throws IOException, InterruptedException {
    int port = MonitorProcess.freePort();
    Path config = folder.resolve("fleet.yaml");
    String data = folder.resolve("data").toString();
    Files.writeString(
        config, FleetConfig.yaml(port, data, nodes, setting.kind(), setting.verify(), farm::url));
    MonitorProcess.Kind kind =
        new MonitorProcess.Kind(Optional.of(setting.jar()), "", setting.flags(), Optional.empty());
    try (MonitorProcess monitor = MonitorProcess.start(kind, config, port)) {
      awaitAllUp(monitor, port);
      TimeUnit.SECONDS.sleep(setting.warmUpSeconds());
      FleetFigures figures = window(monitor, port, farm, seconds);
      String printed = monitor.stop();
      System.out.print(ends(printed));
      return figures;
    }
  }

  private void awaitAllUp(MonitorProcess monitor, int port)
      throws IOException, InterruptedException {
    long giveUpNanos = System.nanoTime() + READY_NANOS;
    while (!allUp(port)) {
      if (!monitor.isAlive() || System.nanoTime() - giveUpNanos > 0) {
        throw new IOException("the monitor did not see all nodes:\n" + ends(monitor.printed()));
      }
      TimeUnit.SECONDS.sleep(1);
    }
  }

  private static String ends(String printed) {
    List<String> lines = printed.lines().toList();
    List<String> shown = new ArrayList<>(lines.subList(0, Math.min(LINES, lines.size())));
    if (lines.size() > 2 * LINES) {
      shown.add("… " + (lines.size() - 2 * LINES) + " lines …");
    }
    shown.addAll(lines.subList(Math.max(shown.size(), lines.size() - LINES), lines.size()));
    return shown.stream().map(line -> "  | " + line + "\n").collect(Collectors.joining());
  }

  private boolean allUp(int port) throws InterruptedException {
    try {
      return Scrape.of(port).sum("node_up") == nodes;
    } catch (IOException notYet) {
      return false;
    }
  }

  private FleetFigures window(MonitorProcess monitor, int port, NodeFarm farm, int seconds)
      throws IOException, InterruptedException {
    long lost = farm.lost();
    Scrape atStart = Scrape.of(port);
    farm.tally().take();
    ProcessFigures before = ProcessFigures.of(monitor.pid());
    ProcessFigures harness = ProcessFigures.of(ProcessHandle.current().pid());
    Hiccups hiccups = Hiccups.start();
    long startNanos = System.nanoTime();
    long endNanos = startNanos + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() - endNanos < 0) {
      long left = endNanos - System.nanoTime();
      boolean scrapes = setting.scrapeSeconds() > 0;
      long pause = scrapes ? TimeUnit.SECONDS.toNanos(setting.scrapeSeconds()) : left;
      TimeUnit.NANOSECONDS.sleep(Math.min(left, pause));
      if (scrapes && left > pause) {
        Scrape.of(port);
      }
    }
    Histogram late = hiccups.stop();
    double took = (System.nanoTime() - startNanos) / 1e9;
    ProcessFigures after = ProcessFigures.of(monitor.pid());
    ProcessFigures harnessAfter = ProcessFigures.of(ProcessHandle.current().pid());
    FarmTally.Seen seen = farm.tally().take();
    Scrape atEnd = Scrape.of(port);
    return new FleetFigures(
        nodes,
        took,
        seen,
        atStart,
        atEnd,
        after.since(before),
        harnessAfter.since(harness),
        farm.lost() - lost,
        late,
        Optional.empty());
  }
}

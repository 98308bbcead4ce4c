package io.driftgate.bench.fleet;

import io.driftgate.bench.socket.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Polls fleets of growing size once a second with the product as it is started, and prints what
 * that costs and whether anything came late. Linux only: figures are /proc's.
 */
@Command(
    name = "fleet",
    mixinStandardHelpOptions = true,
    description = "Up to 10,000 nodes polled once a second: polls, stalls, memory, processor time.")
public final class FleetBench implements Callable<Integer> {
  private static final int SPARE_FILES = 300;
  private static final Pattern OPEN_FILES = Pattern.compile("Max open files +(\\d+) +(\\d+)");

  @Option(names = "--jar", required = true, description = "the driftgate.jar to measure")
  private Path jar;

  @Option(names = "--nodes", split = ",", defaultValue = "100,1000,10000")
  private List<Integer> nodes;

  @Option(
      names = "--seconds",
      split = ",",
      defaultValue = "60,120,300",
      description = "of measuring, per size of fleet; default ${DEFAULT-VALUE}")
  private List<Integer> seconds;

  @Option(names = "--warm-up", defaultValue = "30", description = "seconds after all nodes are up")
  private int warmUp;

  @Option(names = "--chains", defaultValue = "4", description = "default ${DEFAULT-VALUE}")
  private int chains;

  @Option(names = "--block-ms", defaultValue = "12000", description = "default ${DEFAULT-VALUE}")
  private long blockMs;

  @Option(
      names = "--transactions",
      defaultValue = "0",
      description = "hashes of transactions that each block lists; default ${DEFAULT-VALUE}")
  private int transactions;

  @Option(names = "--one-host", description = "nodes are paths on one host, not hosts")
  private boolean oneHost;

  @Option(names = "--unverified", description = "without verification of headers")
  private boolean unverified;

  @Option(
      names = "--scrape",
      defaultValue = "15",
      description = "seconds between two readings of /metrics; 0: at both ends only")
  private int scrape;

  @Option(names = "--jvm", description = "a further flag for the monitor's JVM; repeatable")
  private List<String> flags = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    System.out.println(Machine.describe());
    NodeFarm.Kind kind = new NodeFarm.Kind(chains, blockMs, transactions, oneHost);
    FleetRun.Setting setting =
        new FleetRun.Setting(jar, kind, !unverified, warmUp, scrape, List.copyOf(flags));
    List<FleetFigures> all = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      int count = nodes.get(i);
      if (hasFilesFor(count)) {
        FleetFigures figures =
            new FleetRun(setting, count).measure(seconds.get(Math.min(i, seconds.size() - 1)));
        figures.print();
        all.add(figures);
      }
    }
    FleetFigures.printHead();
    all.forEach(FleetFigures::printRow);
    System.out.println(Machine.describe());
    return all.size() == nodes.size() ? 0 : 1;
  }

  /** Each of both processes has a connection per node. */
  private static boolean hasFilesFor(int nodes) throws IOException {
    Matcher limit = OPEN_FILES.matcher(Files.readString(Path.of("/proc/self/limits")));
    long most = limit.find() ? Long.parseLong(limit.group(2)) : 0;
    if (nodes + SPARE_FILES <= most) {
      return true;
    }
    System.out.printf(
        Locale.ROOT,
        "%n%d nodes need %d open files in each of two processes; the hard limit is %d (ulimit -Hn)"
            + ": left out%n",
        nodes,
        nodes + SPARE_FILES,
        most);
    return false;
  }
}

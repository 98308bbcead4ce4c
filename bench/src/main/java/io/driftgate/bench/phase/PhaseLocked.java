package io.driftgate.bench.phase;

import io.driftgate.bench.socket.Latencies;
import io.driftgate.bench.socket.Machine;
import io.driftgate.collector.NodeEndpoint;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Phase-locked against even polls at the same budget: how uncertain arrivals are. */
@Command(
    name = "phase-locked",
    mixinStandardHelpOptions = true,
    description = "Phase-locked against even polls: in virtual time, and over sockets.")
public final class PhaseLocked implements Callable<Integer> {
  private static final long MS = 1_000_000;
  private static final long SECOND_MS = 1_000;
  private static final long TIMEOUT_NANOS = 2_000 * MS;
  private static final int[] FLEETS = {1, 3, 10, 30};
  private static final int[] BUDGETS = {1, 2, 4};
  private static final double BAR = 4;

  @Option(names = "--slots", defaultValue = "4000", description = "in virtual time")
  private int slots;

  @Option(names = "--sockets", defaultValue = "0", description = "seconds over sockets, each chain")
  private int seconds;

  @Option(
      names = "--chains",
      defaultValue = "0,1",
      split = ",",
      description = "over sockets: 0 = 12 s, 1 = 2 s slots")
  private List<Integer> chains;

  @Option(names = "--learning", defaultValue = "12", description = "blocks that do not count")
  private int learning;

  @Override
  public Integer call() throws Exception {
    System.out.println(Machine.describe());
    for (int i = 0; slots > 0 && i < Chain.ALL.size(); i++) {
      virtual(Chain.ALL.get(i));
    }
    for (int i = 0; seconds > 0 && i < chains.size(); i++) {
      System.out.printf(
          "%nover sockets, slots of %s, 2 polls/s%n", Chain.ALL.get(chains.get(i)).name());
      Latencies.head();
      new SocketRun(chains.get(i), seconds, 500 * MS, learning).run();
    }
    return 0;
  }

  private void virtual(Chain chain) {
    for (int budget : BUDGETS) {
      long evenMs = SECOND_MS / budget;
      for (int fleet : FLEETS) {
        Arrivals arrivals = Arrivals.draw(chain, fleet, slots, 17L * fleet);
        double[] lateMs = arrivals.lateMs();
        if (fleet == FLEETS[0]) {
          head(chain, budget, evenMs, lateMs);
        }
        row(fleet, run(arrivals, evenMs, false), run(arrivals, evenMs, true));
      }
    }
  }

  private static long longestNanos(long evenMs) {
    return NodeEndpoint.longestGapNanos(evenMs * MS, TIMEOUT_NANOS);
  }

  private static void head(Chain chain, int budget, long evenMs, double[] lateMs) {
    BestPlan.Result best =
        BestPlan.of(
            lateMs, (double) chain.slotMs(), (double) evenMs, (double) longestNanos(evenMs) / MS);
    System.out.printf(
        Locale.ROOT,
        "%nslots of %s, arrivals p50 %.0f, p95 %.0f ms; %d polls/s;"
            + " best plan for one node: p50 %.0f, mean %.0f ms%n"
            + "  nodes | even p50  p90   p99  mean | phased p50  p90   p99  mean"
            + " | times | polls/s  burst  in 1 s%n",
        chain.name(),
        lateMs[lateMs.length / 2],
        lateMs[lateMs.length * 95 / 100],
        budget,
        best.p50(),
        best.mean());
  }

  private static VirtualFleet.Result run(Arrivals arrivals, long evenMs, boolean phased) {
    return new VirtualFleet(arrivals, evenMs * MS, longestNanos(evenMs), phased).run();
  }

  private static void row(int fleet, VirtualFleet.Result even, VirtualFleet.Result phased) {
    double times = ms(even.uncertain(), 50) / ms(phased.uncertain(), 50);
    System.out.printf(
        Locale.ROOT,
        "  %5d | %s |   %s | %4.1f%s | %7.3f %6.1f %7d%n",
        fleet,
        columns(even.uncertain()),
        columns(phased.uncertain()),
        times,
        times >= BAR ? "*" : " ",
        phased.pollsPerSecond(),
        phased.burst(),
        phased.inASecond());
  }

  private static String columns(Histogram nanos) {
    return String.format(
        Locale.ROOT,
        "%8.0f %5.0f %5.0f %5.0f",
        ms(nanos, 50),
        ms(nanos, 90),
        ms(nanos, 99),
        nanos.getMean() / MS);
  }

  private static double ms(Histogram nanos, double percentile) {
    return (double) nanos.getValueAtPercentile(percentile) / MS;
  }
}

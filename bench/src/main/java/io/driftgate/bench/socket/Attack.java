package io.driftgate.bench.socket;

import io.driftgate.bench.desk.Mob;
import io.driftgate.bench.desk.Reading;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures what desks that never read cost one that does: the same withdrawals with and without
 * them, in turn, within one monitor process.
 */
@Command(
    name = "attack",
    mixinStandardHelpOptions = true,
    description = "Withdrawals at one good desk, with and without desks that never read.")
public final class Attack implements Callable<Integer> {
  private static final long MS = 1_000_000L;
  private static final double BAR = 2;
  private static final int P99 = 99;

  @Option(names = "--nodes", defaultValue = "10", description = "default ${DEFAULT-VALUE}")
  private int nodes;

  @Option(names = "--mob", defaultValue = "1000", description = "default ${DEFAULT-VALUE}")
  private int size;

  @Option(names = "--turns", defaultValue = "3", description = "each with and without the mob")
  private int turns;

  @Option(names = "--warm-up", defaultValue = "250", description = "rounds")
  private int warmUp;

  @Option(names = "--rounds", defaultValue = "100", description = "per turn and kind")
  private int rounds;

  @Option(names = "--period", defaultValue = "200", description = "milliseconds, at least 120")
  private int periodMs;

  @Override
  public Integer call() throws IOException, InterruptedException {
    System.out.println(Machine.describe());
    Latencies alone = new Latencies("one good desk, alone");
    Latencies among = new Latencies("one good desk, among " + size + " that never read");
    long thrownOut = 0;
    MonitorProcess.Kind kind =
        new MonitorProcess.Kind(Optional.empty(), "SEPARATE", List.of(), Optional.empty());
    try (Hiccups hiccups = Hiccups.start();
        Session session = Session.start(kind, nodes, 1, Reading.SLEEPING)) {
      session.warmUp(warmUp, new Latencies("cold"));
      for (int turn = 0; turn < turns; turn++) {
        session.push(rounds, periodMs * MS, alone, alone);
        try (Mob mob = Mob.gather(session.port(), size)) {
          session.push(rounds, periodMs * MS, among, among);
          thrownOut += mob.thrownOut();
        }
      }
      Histogram machine = hiccups.stop();
      alone.print();
      among.print();
      double ratio =
          (double) among.last().getValueAtPercentile(P99) / alone.last().getValueAtPercentile(P99);
      System.out.printf(
          Locale.ROOT,
          "%n  p99 among them ÷ p99 alone: %.2f; bar ≤ %.1f: %s; thrown out: %d times; good desk"
              + " lost: %d%n",
          ratio,
          BAR,
          ratio <= BAR ? "met" : "MISSED",
          thrownOut,
          session.deskConnectionsLost());
      Latencies.head();
      Latencies.row("harness: hiccups", machine);
      System.out.print(session.stop());
    }
    System.out.println(Machine.describe());
    return 0;
  }
}

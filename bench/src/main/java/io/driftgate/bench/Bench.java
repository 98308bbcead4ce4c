package io.driftgate.bench;

import io.driftgate.bench.core.RecordingBench;
import io.driftgate.bench.fan.FanOut;
import io.driftgate.bench.fleet.FleetBench;
import io.driftgate.bench.journal.JournalBench;
import io.driftgate.bench.phase.PhaseLocked;
import io.driftgate.bench.push.PushVersusPoll;
import io.driftgate.bench.socket.Attack;
import io.driftgate.bench.socket.SocketToSocket;
import io.driftgate.bench.stamp.StampError;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The benchmarks' command line. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures Driftgate; bench/README.md says how and what came out.",
    subcommands = {
      SocketToSocket.class,
      Attack.class,
      FleetBench.class,
      FanOut.class,
      PushVersusPoll.class,
      PhaseLocked.class,
      StampError.class,
      JournalBench.class,
      RecordingBench.class,
      JmhCommand.class
    })
public final class Bench implements Runnable {
  @Spec private CommandSpec spec;

  private Bench() {}

  /** Runs one benchmark and ends the process. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Bench()).execute(args));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a benchmark is missing");
  }
}

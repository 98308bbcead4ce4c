package io.driftgate.bench.core;

import io.driftgate.app.replay.ReplayJob;
import io.driftgate.bench.socket.Folders;
import io.driftgate.bench.socket.Machine;
import io.driftgate.core.GateInputs;
import io.driftgate.core.RiskGate;
import io.driftgate.core.SignalListener;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.order.Openings;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Notice;
import io.driftgate.core.signal.Opening;
import io.driftgate.journal.recording.RecordedGate;
import io.driftgate.journal.recording.Recorder;
import io.driftgate.journal.recording.RecordingFigures;
import io.driftgate.journal.recording.RecordingSettings;
import io.driftgate.journal.recording.RecordingStart;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What recording costs a core and the gate, and how fast a recording is replayed. */
@Command(
    name = "recording",
    mixinStandardHelpOptions = true,
    description = "Recording at a steady rate: the recorder's CPU, the gate's; then replay.")
public final class RecordingBench implements Callable<Integer> {
  private static final int CHAINS = 4;
  private static final int MARKETS = 20;
  private static final int BATCH = 100;

  /** A third of the measurement, until compilers have done their work. */
  private static final int WARM_UP_PART = 3;

  private static final int TELLINGS = 200_000;
  private static final long CLOSE_MS = 60_000;
  private static final long YEAR_MS = TimeUnit.DAYS.toMillis(365);
  private static final double NANOS_PER_SECOND = 1e9;

  @Option(names = "--rate", defaultValue = "10000", description = "facts a second")
  private int rate;

  @Option(names = "--seconds", defaultValue = "60", description = "for so long")
  private int seconds;

  @Option(names = "--nodes", defaultValue = "200", description = "of how many nodes")
  private int nodes;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  /** Passes on what the core tells, as a monitor's signal fan does. */
  private static final class Ear implements SignalListener {
    private RecordedGate tee;

    @Override
    public void onSignal(GateSignal signal) {
      tee.onSignal(signal);
    }

    @Override
    public void onOpening(Opening opening) {
      tee.onOpening(opening);
    }

    @Override
    public void onNotice(Notice notice) {
      tee.onNotice(notice);
    }
  }

  @Override
  public Integer call() throws Exception {
    System.out.println(Machine.describe());
    Path folder = Files.createTempDirectory("recording-bench");
    try {
      FleetPlan plan = Plans.everyday(CHAINS, nodes, MARKETS);
      record(plan, folder);
      tell(plan, folder.resolve("tee"));
      replay(folder);
    } finally {
      Folders.delete(folder);
    }
    return 0;
  }

  private static RecordingSettings settings(Path folder) {
    return new RecordingSettings(folder, YEAR_MS, 1L << 40, TimeUnit.MINUTES.toMillis(1));
  }

  private static RecordedGate gate(FleetPlan plan, Recorder recorder) {
    Ear ear = new Ear();
    ear.tee =
        new RecordedGate(
            new RiskGate(plan, 1, new Stamp(0, 0), Openings.JOURNALLED, ear), recorder);
    return ear.tee;
  }

  private static Recorder recorder(FleetPlan plan, Path folder) {
    return new Recorder(
        settings(folder), new RecordingStart(plan, 1, new Stamp(0, 0), "bench", ""));
  }

  /** At the rate, as they come in life: by and by. */
  private void record(FleetPlan plan, Path folder) {
    Recorder recorder = recorder(plan, folder);
    RecordedGate gate = gate(plan, recorder);
    recorder.begin();
    Chatter chatter = new Chatter(plan);
    tellAtRate(chatter, gate, (long) rate * seconds / WARM_UP_PART);
    long bytesBefore = recorder.figures().bytes();
    long cpuBefore = cpuOf("recordings");
    long beganNanos = System.nanoTime();
    long facts = (long) rate * seconds;
    tellAtRate(chatter, gate, facts);
    double took = (System.nanoTime() - beganNanos) / NANOS_PER_SECOND;
    double cpu = (cpuOf("recordings") - cpuBefore) / NANOS_PER_SECOND;
    recorder.close(CLOSE_MS);
    RecordingFigures figures = recorder.figures();
    System.out.printf(
        "recording: %,.0f facts/s for %.0f s, %.2f %% of a core, %.1f bytes a fact, %d dropped, %d"
            + " differences%n",
        facts / took,
        took,
        100 * cpu / took,
        (double) (figures.bytes() - bytesBefore) / facts,
        figures.dropped(),
        figures.differences());
  }

  private void tellAtRate(Chatter chatter, GateInputs gate, long facts) {
    long beganNanos = System.nanoTime();
    for (long told = 0; told < facts; told += BATCH) {
      for (Chatter.Input input : chatter.next(BATCH)) {
        input.tell(gate);
      }
      long dueNanos = beganNanos + (long) ((told + BATCH) * NANOS_PER_SECOND / rate);
      LockSupport.parkNanos(dueNanos - System.nanoTime());
    }
  }

  /** 0 while there is no such thread. */
  private long cpuOf(String name) {
    long cpu = 0;
    for (long id : threads.getAllThreadIds()) {
      if (threads.getThreadInfo(id) != null
          && threads.getThreadInfo(id).getThreadName().equals(name)) {
        cpu += Math.max(0, threads.getThreadCpuTime(id));
      }
    }
    return cpu;
  }

  /** What the gate's own thread takes for a fact, without the tee and with it, in turns. */
  private void tell(FleetPlan plan, Path folder) {
    for (int round = 1; round <= 3; round++) {
      RiskGate bare = new RiskGate(plan, 1, new Stamp(0, 0), Openings.JOURNALLED, signal -> {});
      double without = nanosEach(plan, bare);
      Recorder recorder = recorder(plan, folder.resolve("round-" + round));
      RecordedGate tee = gate(plan, recorder);
      recorder.begin();
      double with = nanosEach(plan, tee);
      recorder.close(CLOSE_MS);
      System.out.printf(
          "gate thread, round %d: %.0f ns of CPU a fact without the tee, %.0f with it%n",
          round, without, with);
    }
  }

  private double nanosEach(FleetPlan plan, GateInputs gate) {
    Chatter chatter = new Chatter(plan);
    long nanos = 0;
    for (int told = 0; told < TELLINGS; told += BATCH) {
      Chatter.Input[] inputs = chatter.next(BATCH);
      long before = threads.getCurrentThreadCpuTime();
      for (Chatter.Input input : inputs) {
        input.tell(gate);
      }
      nanos += threads.getCurrentThreadCpuTime() - before;
    }
    return (double) nanos / TELLINGS;
  }

  private void replay(Path folder) throws Exception {
    ReplayJob.Request request =
        new ReplayJob.Request(List.of(folder), Optional.empty(), Optional.empty(), true, false);
    for (int round = 1; round <= 3; round++) {
      long beganNanos = System.nanoTime();
      boolean equal = ReplayJob.run(request, new Silence());
      double took = (System.nanoTime() - beganNanos) / NANOS_PER_SECOND;
      double facts = (double) rate * (seconds + seconds / WARM_UP_PART);
      System.out.printf(
          "replay, round %d: %,.0f facts/s: %,.0f times real time at 100 facts/s, %,.0f at 1,000,"
              + " %,.0f at %,d; %s%n",
          round,
          facts / took,
          facts / took / 100,
          facts / took / 1_000,
          facts / took / rate,
          rate,
          equal ? "as it was live" : "NOT as it was live");
    }
  }

  private static final class Silence implements ReplayJob.Voice {
    @Override
    public void say(String line) {}

    @Override
    public void note(String line) {}

    @Override
    public void progress(String line) {}
  }
}

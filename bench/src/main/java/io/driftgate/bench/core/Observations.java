package io.driftgate.bench.core;

import com.sun.management.ThreadMXBean;
import io.driftgate.core.RiskGate;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.plan.FleetPlan;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The cost of an observation in the core, on a realistic mix. Inputs are made before the clock
 * runs, and what the core allocates is counted around the loop alone: JMH's own profiler would
 * count the inputs as well.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 25)
@Measurement(iterations = Observations.ITERATIONS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-XX:+UseG1GC"})
public class Observations {
  static final int ITERATIONS = 10;
  static final int BATCH = 100_000;
  private static final int CHAINS = 4;
  private static final int MARKETS = 4;

  @Param({"10", "1000", "10000"})
  private int nodes;

  private Chatter chatter;
  private RiskGate gate;
  private Chatter.Input[] inputs;
  private long signals;

  /** What the core itself allocated. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Allocation {
    /**
     * Of one observation, without the input. JMH adds the iterations up, so each gives its part.
     */
    public double bytesPerObservation;
  }

  /** A gate of its own for each fork; its state grows old with the iterations, as in life. */
  @Setup(Level.Trial)
  public void open() {
    FleetPlan plan = Plans.everyday(CHAINS, nodes, MARKETS);
    chatter = new Chatter(plan);
    gate = new RiskGate(plan, 1, new Stamp(0, 0), signal -> signals++);
  }

  /** The inputs of the next batch. */
  @Setup(Level.Iteration)
  public void chat() {
    inputs = chatter.next(BATCH);
    System.gc();
  }

  /** Hands the core one batch. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long observe(Allocation allocation) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (Chatter.Input input : inputs) {
      input.tell(gate);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    allocation.bytesPerObservation = (double) allocated / BATCH / ITERATIONS;
    return signals;
  }
}

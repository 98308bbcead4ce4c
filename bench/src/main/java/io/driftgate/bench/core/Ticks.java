package io.driftgate.bench.core;

import io.driftgate.core.RiskGate;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.plan.FleetPlan;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A tick at which nothing is due, with 1,000 nodes on 4 chains and 100 markets. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1)
public class Ticks {
  private static final int NODES = 1_000;

  private RiskGate gate;
  private Stamp now;

  /** A fleet that has talked for a while. */
  @Setup(Level.Trial)
  public void open() {
    FleetPlan plan = Plans.everyday(4, NODES, 100);
    gate = new RiskGate(plan, 1, new Stamp(0, 0), signal -> {});
    Chatter.Input[] inputs = new Chatter(plan).next(50 * NODES);
    for (Chatter.Input input : inputs) {
      input.tell(gate);
    }
    now = new Stamp(gate.nextDeadlineNanos() - 1, 0);
  }

  /** Nothing is due before the next deadline. */
  @Benchmark
  public long nothingDue() {
    gate.onTick(now);
    return gate.seq();
  }
}

package io.driftgate.bench.core;

import io.driftgate.core.RiskGate;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One head that is decided upon, with 100 markets on its chain: one of them trips, or all do. What
 * brings the markets back is not in the figure.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1)
public class Decisions {
  private static final int MARKETS = 100;
  private static final int OWN = 2;
  private static final int FINALIZED_BEHIND = 64;
  private static final long STEP_NANOS = Plans.SECOND;

  @Param({"1", "100"})
  private int trips;

  private RiskGate gate;
  private HeadObserved deciding;
  private long height = 1_000;
  private long nowNanos;
  private long signals;
  private long signalsBefore;

  /** Warm: one reference head and one rise. */
  @Setup(Level.Trial)
  public void open() {
    gate = new RiskGate(Plans.tripping(MARKETS, trips), 1, new Stamp(0, 0), signal -> signals++);
    everybody();
  }

  /** Everything is open; one node has the next block, and the next word is another's. */
  @Setup(Level.Invocation)
  public void openAgain() {
    everybody();
    gate.onTick(stamp());
    checkThatAllTripped();
    height++;
    gate.onHead(says(0));
    deciding = says(1);
  }

  /** A benchmark of something that does not happen would look good. */
  private void checkThatAllTripped() {
    long expected = signalsBefore + 2L * trips;
    if (signalsBefore > 0 && signals != expected) {
      throw new IllegalStateException(signals + " signals, not " + expected);
    }
    signalsBefore = signals;
  }

  private void everybody() {
    for (int node = OWN; node >= 0; node--) {
      gate.onHead(says(node));
    }
  }

  private HeadObserved says(int node) {
    Stamp received = stamp();
    BlockRef finalized = new BlockRef(height - FINALIZED_BEHIND, hash(height - FINALIZED_BEHIND));
    return HeadObserved.polled(
        new NodeId("node-" + node),
        received.nanos(),
        received,
        head(),
        Finality.of(BlockRef.NONE, finalized));
  }

  private Stamp stamp() {
    nowNanos += STEP_NANOS;
    return new Stamp(nowNanos, nowNanos / 1_000_000);
  }

  private Head head() {
    return new Head(height, hash(height), hash(height - 1), hash(height), height * 1_000);
  }

  private static Hash hash(long height) {
    return new Hash(height, 1, 1, height);
  }

  /** The head that corroborates the block which the markets' own node lacks. */
  @Benchmark
  public long decide() {
    gate.onHead(deciding);
    return signals;
  }
}

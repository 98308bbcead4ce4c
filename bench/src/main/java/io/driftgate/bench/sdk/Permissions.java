package io.driftgate.bench.sdk;

import io.driftgate.client.protocol.Change;
import io.driftgate.client.protocol.Confirmation;
import io.driftgate.client.protocol.DeskEvents;
import io.driftgate.client.protocol.DeskProtocol;
import io.driftgate.client.protocol.DeskRules;
import io.driftgate.client.protocol.FrameReader;
import io.driftgate.client.protocol.GateKeys;
import io.driftgate.client.protocol.Permission;
import io.driftgate.client.protocol.PermissionCell;
import io.driftgate.client.protocol.SessionRules;
import java.util.List;
import java.util.Map;
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

/** A desk with three gates and 100 markets asks what it may do; all gates say OPEN. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1)
public class Permissions {
  private static final int GATES = 3;
  private static final int MARKETS = 100;
  private static final String MARKET = "MARKET-42";

  private DeskProtocol desk;
  private PermissionCell cell;

  /** Each gate has granted for a minute. */
  @Setup(Level.Trial)
  public void open() {
    FrameReader unsigned = new FrameReader(new GateKeys(Map.of()));
    SessionRules session = new SessionRules(List.of(), 1, 1, "");
    desk =
        new DeskProtocol(
            new DeskRules(2, List.of(unsigned, unsigned, unsigned), session), new Nobody());
    for (int gate = 0; gate < GATES; gate++) {
      new OpenGate(MARKETS).grant(desk.session(gate), System.nanoTime());
    }
    cell = desk.cell(MARKET);
    if (!market().mayQuote()) {
      throw new IllegalStateException("the gates did not open");
    }
  }

  /** The floor: what the clock alone takes. */
  @Benchmark
  public long clock() {
    return System.nanoTime();
  }

  /** As {@code Market.permission()} does it. */
  @Benchmark
  public Permission market() {
    Permission published = cell.published();
    return published.at(System.nanoTime());
  }

  /** As {@code Desk.permission(String)} does it. */
  @Benchmark
  public Permission lookUp() {
    Permission published = desk.published(MARKET);
    return published.at(System.nanoTime());
  }

  /** Nobody is told. */
  private static final class Nobody implements DeskEvents {
    @Override
    public void onChange(Change change) {}

    @Override
    public void onConfirmed(Confirmation confirmation) {}
  }
}

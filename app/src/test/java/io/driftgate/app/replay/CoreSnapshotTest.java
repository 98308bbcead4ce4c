package io.driftgate.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftgate.core.RiskGate;
import io.driftgate.core.SignalListener;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.journal.recording.CoreSnapshot;
import io.driftgate.simulator.proof.Core;
import io.driftgate.simulator.proof.Proof;
import io.driftgate.simulator.proof.Seed;
import io.driftgate.simulator.virtual.Feature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A core that was written down and made anew is the same core. */
final class CoreSnapshotTest {
  private static final long LENGTH_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final int EVERY_INPUTS = 331;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldGoOnAsIfItHadNeverBeenWrittenDown(long seed) {
    Seed world = Proof.world(seed, Feature.supported(), LENGTH_NANOS);
    List<ManyLives> gates = new ArrayList<>();
    Core.Maker mortal =
        (plan, epoch, start, listener) -> {
          RiskGate gate = new RiskGate(plan, epoch, start, listener);
          gates.add(new ManyLives(gate, listener, EVERY_INPUTS));
          return gates.get(gates.size() - 1).core();
        };

    Seed.Outcome one = world.run(Core::real, List.of());
    Seed.Outcome many = world.run(mortal, List.of());

    assertThat(many.broken()).isEmpty();
    assertThat(gates.stream().mapToInt(ManyLives::lives).sum()).isGreaterThan(3);
    assertThat(many.steps()).isEqualTo(one.steps());
    assertThat(many.digest()).isEqualTo(one.digest());
  }

  @Test
  void shouldRefuseDamagedBytesWithAReason() {
    SignalListener listener = signal -> {};
    byte[] whole = snapshot(listener);
    Random random = new Random(6);
    for (int i = 0; i < 500; i++) {
      byte[] damaged = whole.clone();
      for (int hits = 0; hits <= i % 4; hits++) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      readOrRefuse(damaged, listener);
    }
    assertThatThrownBy(() -> CoreSnapshot.read(new byte[] {2, 60}, listener))
        .isInstanceOf(IOException.class);
  }

  private static byte[] snapshot(SignalListener listener) {
    List<RiskGate> gates = new ArrayList<>();
    Proof.world(3, Feature.supported(), TimeUnit.SECONDS.toNanos(30))
        .run((plan, epoch, start, told) -> kept(gates, plan, epoch, start, listener), List.of());
    return CoreSnapshot.of(gates.get(0), listener);
  }

  private static Core kept(
      List<RiskGate> gates, FleetPlan plan, long epoch, Stamp start, SignalListener listener) {
    RiskGate gate = new RiskGate(plan, epoch, start, listener);
    gates.add(gate);
    return new Core(gate, gate, gate, gate::nextDeadlineNanos, gate::held);
  }

  /** What is not noticed must at least be a core. */
  private static void readOrRefuse(byte[] damaged, SignalListener listener) {
    try {
      assertThat(CoreSnapshot.read(damaged, listener)).isNotNull();
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("snapshot");
    }
  }
}

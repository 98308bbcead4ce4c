package io.driftgate.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.fact.Transport;
import io.driftgate.core.fact.Verification;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FleetPulseTest {
  private final FleetPulse pulse = new FleetPulse();

  @Test
  void shouldStandWhereMoreThanHalfOfAllNodesAre() {
    FleetPulse.Member one = pulse.join();
    FleetPulse.Member two = pulse.join();
    FleetPulse.Member three = pulse.join();
    show(one, 1_000_000);
    assertThat(pulse.height()).as("one of three").isNegative();
    show(two, 101);
    assertThat(pulse.height()).as("two of three").isEqualTo(101);
    show(three, 102);
    assertThat(pulse.height()).as("all three").isEqualTo(102);
  }

  @Test
  void shouldNeedBothOfTwo() {
    FleetPulse.Member one = pulse.join();
    pulse.join();
    show(one, 101);
    assertThat(pulse.height()).isNegative();
  }

  @Test
  void shouldCountNodesNoMoreThatHaveLeft() {
    FleetPulse.Member one = pulse.join();
    FleetPulse.Member two = pulse.join();
    show(one, 101);
    pulse.leave(two);
    assertThat(pulse.height()).isEqualTo(101);
  }

  private void show(FleetPulse.Member member, long height) {
    Hash hash = new Hash(1, 2, 3, height);
    pulse.showed(
        member,
        new HeadObserved(
            new NodeId("n"),
            Transport.POLL,
            0,
            new Stamp(0, 0),
            new Head(height, hash, hash, hash, 0),
            Finality.NOT_ASKED,
            Set.of(),
            Verification.OFF));
  }
}

package io.driftgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FleetSpecTest {
  @Test
  void shouldHoldAValidFleet() {
    FleetSpec spec = new FleetSpec(3, 1337, 1_000, 4, 1, "tour", List.of(9_001, 9_002, 9_003));

    assertThat(spec.port(2)).isEqualTo(9_003);
    assertThat(spec.stages()).isNotEmpty();
  }

  @Test
  void shouldTakeAnyFreePortWhenNoneIsNamed() {
    assertThat(new FleetSpec(1, 1, 100, 1, 1, "calm", List.of()).port(0)).isZero();
  }

  @Test
  void shouldRefuseWhatCannotBeSimulated() {
    refuses(() -> new FleetSpec(0, 1, 1_000, 4, 1, "calm", List.of()), "nodes");
    refuses(() -> new FleetSpec(2, 1, 1_000, 4, 1, "fork", List.of()), "nodes must be 3 to 250");
    refuses(() -> new FleetSpec(251, 1, 1_000, 4, 1, "calm", List.of()), "not 251");
    refuses(() -> new FleetSpec(4, 0, 1_000, 4, 1, "calm", List.of()), "chainId");
    refuses(() -> new FleetSpec(4, 1, 99, 4, 1, "calm", List.of()), "blockTimeMs");
    refuses(() -> new FleetSpec(4, 1, 1_000, 0, 1, "calm", List.of()), "slotsPerEpoch");
    refuses(() -> new FleetSpec(4, 1, 1_000, 4, 1, "nope", List.of()), "there are calm");
    refuses(() -> new FleetSpec(4, 1, 1_000, 4, 1, "calm", List.of(9_001)), "ports must be 4");
    refuses(() -> new FleetSpec(2, 1, 1_000, 4, 1, "calm", List.of(9_001, 9_001)), "differ");
    refuses(() -> new FleetSpec(2, 1, 1_000, 4, 1, "calm", List.of(0, 9_001)), "1 to 65535");
  }

  private static void refuses(Runnable making, String why) {
    assertThatThrownBy(making::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}

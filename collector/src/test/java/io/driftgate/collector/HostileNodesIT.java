package io.driftgate.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.view.NodeState;
import io.driftgate.core.view.NodeView;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All of {@link Hostility} at once: what each must lead to, while all others go on. */
final class HostileNodesIT {
  private static final List<HostileCase> CASES = HostileFleet.all();

  @TempDir private static Path folder;
  private static HostileFleet fleet;

  @BeforeAll
  static void start() throws Exception {
    fleet = new HostileFleet(folder, CASES);
  }

  @AfterAll
  static void close() {
    fleet.close();
  }

  static List<HostileCase> cases() {
    return CASES;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldLeadTo(HostileCase each) {
    NodeView[] last = new NodeView[1];
    try {
      Waits.until(
          "what it must lead to",
          () -> {
            last[0] = fleet.view(each);
            return each.isJudged(last[0]);
          });
    } catch (AssertionError late) {
      throw new AssertionError(each + " is " + last[0], late);
    }
    if (each.hostility.state == NodeState.UNKNOWN) {
      assertThat(last[0].head()).as("no head was ever shown").isEmpty();
    }
    for (String name : HostileCase.HEALTHY) {
      Waits.until(
          "the healthy ones", () -> fleet.viewOfHealthy(each, name).state() == NodeState.IN_SYNC);
    }
  }
}

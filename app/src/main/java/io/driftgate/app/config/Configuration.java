package io.driftgate.app.config;

import io.driftgate.core.plan.FleetPlan;
import io.driftgate.journal.recording.RecordingSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A configuration in which everything fits together.
 *
 * @param dataFolder what must outlive the process
 * @param recordings where the gate's inputs are recorded; empty: nowhere
 * @param collectorLoops event loops for collectors alone, 0 to {@value #MAX_COLLECTOR_LOOPS};
 *     empty: as many as the nodes need
 * @param fleet what the core is told
 * @param nodes how the plan's nodes are reached, in the plan's order
 * @param hooks who is told when a market's output changes
 * @param sha256 of the bytes that it was read from, in hex; they hold references to secrets only
 */
public record Configuration(
    ServerSettings server,
    FeedSettings feed,
    Path dataFolder,
    Optional<RecordingSettings> recordings,
    OptionalInt collectorLoops,
    FleetPlan fleet,
    List<NodeAccess> nodes,
    List<HookPlan> hooks,
    String sha256) {
  /** More than any machine's fleet needs. */
  static final int MAX_COLLECTOR_LOOPS = 64;

  public Configuration {
    nodes = List.copyOf(nodes);
    hooks = List.copyOf(hooks);
  }
}

package io.driftgate.app.config;

import io.driftgate.core.plan.FleetPlan;
import java.nio.file.Path;
import java.util.List;

/**
 * A configuration in which everything fits together.
 *
 * @param dataFolder what must outlive the process
 * @param fleet what the core is told
 * @param nodes how the plan's nodes are reached, in the plan's order
 */
public record Configuration(
    ServerSettings server,
    FeedSettings feed,
    Path dataFolder,
    FleetPlan fleet,
    List<NodeAccess> nodes) {
  public Configuration {
    nodes = List.copyOf(nodes);
  }
}

package io.driftgate.simulator.scenario;

import io.driftgate.simulator.chain.Block;
import io.driftgate.simulator.node.Reach;

/** What a fleet's model tells the world, in order, from within {@link FleetModel#advanceTo}. */
public interface FleetListener {
  /** A stage begins; its changes follow. */
  void onStage(Stage stage);

  /** A node that pushes shows a new head. */
  void onHead(int node, Block head);

  /** A node answers otherwise than before. */
  void onReach(int node, Reach reach);
}

package io.driftgate.simulator.face;

import com.fasterxml.jackson.databind.JsonNode;
import io.driftgate.simulator.chain.Block;
import java.util.Optional;

/** What the nodes of a fleet say in one protocol. Called on the fleet's loop. */
public interface Face {
  /**
   * Answers one call to one node.
   *
   * @param node by index from 0
   * @param params JSON null if there are none
   */
  Reply answer(int node, String method, JsonNode params);

  /** What subscribers are told when a node shows a new head; empty where nothing is pushed. */
  default Optional<JsonNode> pushed(int node, Block head) {
    return Optional.empty();
  }
}

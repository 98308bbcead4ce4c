package io.driftgate.simulator.rpc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driftgate.simulator.chain.Block;

/** Blocks as JSON-RPC shows them. */
final class BlockJson {
  private BlockJson() {}

  /** What {@code newHeads} carries. */
  static ObjectNode header(Block block) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("hash", block.hash().toString());
    block.header().fields().forEach((field, hex) -> json.put(field.jsonName(), hex));
    return json;
  }

  /** What {@code eth_getBlockBy…} answers. */
  static ObjectNode block(Block block) {
    ObjectNode json = header(block);
    json.put("size", "0x" + Integer.toHexString(block.sizeBytes()));
    json.putArray("transactions");
    json.putArray("uncles");
    json.putArray("withdrawals");
    return json;
  }
}

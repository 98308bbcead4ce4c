package io.driftgate.simulator.cometbft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driftgate.simulator.chain.Block;
import io.driftgate.simulator.node.FaultKind;
import io.driftgate.simulator.node.SimulatedNode;
import java.util.Optional;

/** The methods of one node, answered from what it shows. On the fleet's loop. */
final class CometDesk {
  private static final int INTERNAL_ERROR = -32_603;
  private static final int METHOD_NOT_FOUND = -32_601;
  private static final long MAX_METAS = 20;

  private final SimulatedNode node;
  private final CometBlocks blocks;
  private final String network;

  CometDesk(SimulatedNode node, CometBlocks blocks, String network) {
    this.node = node;
    this.blocks = blocks;
    this.network = network;
  }

  /** Answers one call; {@code subscribe} with what confirms it. */
  JsonNode answer(JsonNode call) {
    return switch (call.path("method").asText()) {
      case "status" -> response(call, "result", status());
      case "blockchain" -> blockchain(call);
      case "subscribe" -> response(call, "result", JsonNodeFactory.instance.objectNode());
      default -> error(call, METHOD_NOT_FOUND);
    };
  }

  /** What the subscriber who made this call is told of a new head. */
  ObjectNode event(JsonNode call, Block head) {
    String query = call.at("/params/query").asText();
    ObjectNode result = JsonNodeFactory.instance.objectNode().put("query", query);
    ObjectNode data = result.putObject("data").put("type", "tendermint/event/NewBlockHeader");
    data.putObject("value").set("header", blocks.header(head, network));
    result.putObject("events").putArray("tm.event").add("NewBlockHeader");
    return response(call, "result", result);
  }

  private ObjectNode status() {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.putObject("node_info").put("network", network).put("version", "0.38.12-sim");
    JsonNode head = blocks.meta(node.head(), network);
    ObjectNode sync = status.putObject("sync_info");
    sync.put("latest_block_hash", head.at("/block_id/hash").textValue());
    sync.put("latest_app_hash", head.at("/header/app_hash").textValue());
    sync.put("latest_block_height", head.at("/header/height").textValue());
    sync.put("latest_block_time", head.at("/header/time").textValue());
    // Who gets its blocks late is the only one here that has some to catch up with.
    sync.put("catching_up", node.fault().kind() == FaultKind.DELAY);
    return status;
  }

  private JsonNode blockchain(JsonNode call) {
    long newest = node.head().height();
    long max = Math.min(bound(call, "/params/maxHeight", newest), newest);
    long min = Math.max(bound(call, "/params/minHeight", 1), max - MAX_METAS + 1);
    if (min > max) {
      return error(call, INTERNAL_ERROR);
    }
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("last_height", Long.toString(newest));
    for (long height = max; height >= min; height--) {
      Optional<Block> block = node.at(height);
      block.ifPresent(b -> result.withArray("block_metas").add(blocks.meta(b, network)));
    }
    return response(call, "result", result);
  }

  private static long bound(JsonNode call, String path, long otherwise) {
    long given = call.at(path).asLong();
    return given == 0 ? otherwise : given;
  }

  private static JsonNode error(JsonNode call, int code) {
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    return response(call, "error", error.put("code", code).put("message", "Internal error"));
  }

  private static ObjectNode response(JsonNode call, String member, JsonNode content) {
    ObjectNode response = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
    response.set("id", call.path("id"));
    response.set(member, content);
    return response;
  }
}

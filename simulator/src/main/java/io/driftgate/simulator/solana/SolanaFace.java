package io.driftgate.simulator.solana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driftgate.simulator.chain.Block;
import io.driftgate.simulator.face.Face;
import io.driftgate.simulator.face.Reply;
import io.driftgate.simulator.node.SimulatedNode;
import io.driftgate.simulator.scenario.FleetModel;
import java.util.Optional;

/**
 * Solana's JSON-RPC: what a node has is processed, what is one block below is confirmed, and what
 * the model calls finalized is that. Every eighth slot is skipped. Each block is to be had by
 * {@code getBlock} only when the next one is confirmed if its slot is a multiple of five.
 */
public final class SolanaFace implements Face {
  private static final int NOT_AVAILABLE = -32004;
  private static final int SKIPPED = -32007;
  private static final int STATUS_NOT_YET = -32014;
  private static final int LATE = 5;
  private static final int PERIOD = 8;

  private final FleetModel model;

  /** Shows this model. */
  public SolanaFace(FleetModel model) {
    this.model = model;
  }

  /** The slot of a block. */
  public static long slot(long height) {
    return height + height / (PERIOD - 1);
  }

  private static boolean isSkipped(long slot) {
    return slot % PERIOD == PERIOD - 1;
  }

  private static long height(long slot) {
    return slot - slot / PERIOD;
  }

  @Override
  public Reply answer(int node, String method, JsonNode params) {
    SimulatedNode asked = model.node(node);
    return switch (method) {
      case "getGenesisHash" -> Reply.of(Base58.text(model.chain().genesis().hash()));
      case "getVersion" -> Reply.of(version());
      case "getSlot" -> Reply.of(slot(committed(asked, params.path(0)).height()));
      case "getMaxShredInsertSlot" -> Reply.of(slot(model.chain().tip().height()) + 1);
      case "getLatestBlockhash" -> Reply.of(latest(committed(asked, params.path(0))));
      case "getBlocks" -> Reply.of(slots(asked, params));
      case "getBlock" -> block(asked, params.path(0).asLong());
      default -> Reply.noMethod();
    };
  }

  @Override
  public Optional<JsonNode> pushed(int node, Block head) {
    ObjectNode news = JsonNodeFactory.instance.objectNode();
    news.put("parent", slot(head.height() - 1));
    news.put("root", slot(head.checkpoints().finalizedHeight()));
    return Optional.of(news.put("slot", slot(head.height())));
  }

  private static ObjectNode version() {
    ObjectNode version = JsonNodeFactory.instance.objectNode();
    return version.put("solana-core", "2.1.7-sim").put("feature-set", 2_891_131_721L);
  }

  private static Block committed(SimulatedNode node, JsonNode config) {
    return switch (config.path("commitment").asText("finalized")) {
      case "processed" -> node.head();
      case "confirmed" -> confirmed(node);
      default -> node.finalized().orElseGet(node::earliest);
    };
  }

  private static Block confirmed(SimulatedNode node) {
    return node.at(node.head().height() - 1).orElseGet(node::head);
  }

  private static ObjectNode latest(Block block) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.putObject("context").put("apiVersion", "2.1.7").put("slot", slot(block.height()));
    result
        .putObject("value")
        .put("blockhash", Base58.text(block.hash()))
        .put("lastValidBlockHeight", block.height() + 150);
    return result;
  }

  private static ArrayNode slots(SimulatedNode node, JsonNode params) {
    ArrayNode slots = JsonNodeFactory.instance.arrayNode();
    long to = Math.min(params.path(1).asLong(), slot(confirmed(node).height()));
    for (long slot = to; slot >= params.path(0).asLong(); slot--) {
      if (!isSkipped(slot)) {
        slots.add(slot);
      }
    }
    return slots;
  }

  private static Reply block(SimulatedNode node, long slot) {
    long newest = slot(confirmed(node).height());
    if (slot > newest) {
      return Reply.error(NOT_AVAILABLE, "Block not available for slot");
    }
    if (isSkipped(slot)) {
      return Reply.error(SKIPPED, "Slot was skipped, or missing due to ledger jump");
    }
    if (slot == newest && slot % LATE == 0) {
      return Reply.error(STATUS_NOT_YET, "Block status not yet available for slot");
    }
    return node.at(height(slot))
        .map(block -> Reply.of(described(block)))
        .orElseGet(() -> Reply.error(NOT_AVAILABLE, "Block not available for slot"));
  }

  private static ObjectNode described(Block block) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("blockHeight", block.height());
    json.put("blockTime", block.header().timestampSeconds());
    json.put("blockhash", Base58.text(block.hash()));
    json.put("parentSlot", slot(Math.max(0, block.height() - 1)));
    return json.put("previousBlockhash", Base58.text(block.header().parentHash()));
  }
}

package io.driftgate.simulator.opnode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driftgate.core.fact.Hash;
import io.driftgate.simulator.chain.Block;
import io.driftgate.simulator.face.Face;
import io.driftgate.simulator.face.Reply;
import io.driftgate.simulator.node.SimulatedNode;
import io.driftgate.simulator.scenario.FleetModel;
import java.util.Optional;

/**
 * {@code op-node}: the model's chain is the rollup. The base layer is made up: a block every
 * second, whose number is its time; a rollup's block builds on that of {@value #ORIGIN_SECONDS} s
 * before.
 */
public final class OpNodeFace implements Face {
  /** From a block to its origin. */
  public static final long ORIGIN_SECONDS = 4;

  private static final long BASE_MARK = 0x0b45_e000_0000_0000L;

  private final FleetModel model;

  /** Shows this model. */
  public OpNodeFace(FleetModel model) {
    this.model = model;
  }

  @Override
  public Reply answer(int node, String method, JsonNode params) {
    return switch (method) {
      case "optimism_rollupConfig" -> Reply.of(config());
      case "optimism_version" -> Reply.of("v1.13.5-sim");
      case "optimism_syncStatus" -> Reply.of(status(model.node(node)));
      default -> Reply.noMethod();
    };
  }

  private ObjectNode config() {
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    config.put("block_time", 1).put("l1_chain_id", 1);
    return config.put("l2_chain_id", model.chain().spec().chainId());
  }

  /** The base layer goes on, whatever became of the node. */
  private ObjectNode status(SimulatedNode node) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    long base = model.chain().tip().header().timestampSeconds();
    status.set("current_l1", base(base - 1));
    status.set("head_l1", base(base));
    status.set("safe_l1", base(base - 2));
    status.set("finalized_l1", base(base - ORIGIN_SECONDS));
    status.set("unsafe_l2", block(Optional.of(node.head())));
    status.set("safe_l2", block(node.safe()));
    status.set("finalized_l2", block(node.finalized()));
    return status;
  }

  private static ObjectNode base(long number) {
    ObjectNode ref = ref(baseHash(number), number);
    return ref.put("parentHash", baseHash(number - 1).toString()).put("timestamp", number);
  }

  private static Hash baseHash(long number) {
    return new Hash(BASE_MARK, 0, 0, number);
  }

  private static ObjectNode ref(Hash hash, long number) {
    return JsonNodeFactory.instance.objectNode().put("hash", hash.toString()).put("number", number);
  }

  /** All zero for none, as the real one has it. */
  private static ObjectNode block(Optional<Block> shown) {
    long seconds = shown.map(block -> block.header().timestampSeconds()).orElse(0L);
    long origin = Math.max(0, seconds - ORIGIN_SECONDS);
    ObjectNode json =
        ref(shown.map(Block::hash).orElse(Hash.ZERO), shown.map(Block::height).orElse(0L));
    Hash parent = shown.map(block -> block.header().parentHash()).orElse(Hash.ZERO);
    json.put("parentHash", parent.toString()).put("timestamp", seconds);
    json.set("l1origin", ref(origin == 0 ? Hash.ZERO : baseHash(origin), origin));
    return json.put("sequenceNumber", 0);
  }
}

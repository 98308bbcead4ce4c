package io.driftgate.simulator.cometbft;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driftgate.core.fact.Hash;
import io.driftgate.simulator.chain.Block;
import io.driftgate.simulator.chain.ChainModel;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A simulated chain's blocks as CometBFT would have them: heights from 1 on, each with the hash of
 * its own header. Remembers every hash; for runs of minutes. On the fleet's loop.
 */
final class CometBlocks {
  /** SHA-256 of nothing. */
  private static final String NOTHING =
      "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855";

  private static final int ADDRESS_DIGITS = 40;

  private final ChainModel chain;
  private final Map<Hash, String> hashes = new HashMap<>();

  CometBlocks(ChainModel chain) {
    this.chain = chain;
  }

  /** What {@code blockchain} lists. */
  ObjectNode meta(Block block, String network) {
    ObjectNode header = header(block, network);
    ObjectNode meta = JsonNodeFactory.instance.objectNode();
    meta.set("block_id", blockId(CometHash.of(header)));
    meta.put("block_size", "1024").set("header", header);
    return meta.put("num_txs", "0");
  }

  /** What is pushed. */
  ObjectNode header(Block block, String network) {
    ObjectNode header = JsonNodeFactory.instance.objectNode();
    header.putObject("version").put("block", "11").put("app", "3");
    header.put("chain_id", network).put("height", Long.toString(block.height()));
    Instant time = Instant.ofEpochSecond(block.header().timestampSeconds(), block.height());
    header.put("time", time.toString());
    header.set("last_block_id", blockId(parent(block, network)));
    header.put("last_commit_hash", digits(block.hash()));
    header.put("data_hash", NOTHING).put("validators_hash", NOTHING);
    header.put("next_validators_hash", NOTHING).put("consensus_hash", NOTHING);
    header.put("app_hash", digits(block.header().stateRoot()));
    header.put("last_results_hash", NOTHING).put("evidence_hash", NOTHING);
    return header.put("proposer_address", NOTHING.substring(0, ADDRESS_DIGITS));
  }

  /** Oldest first, so that a long history costs no deep recursion. */
  private String parent(Block block, String network) {
    if (block.height() <= 1) {
      return "";
    }
    Deque<Block> unhashed = new ArrayDeque<>();
    Optional<Block> at = chain.find(block.header().parentHash());
    while (at.isPresent() && at.get().height() > 0 && !hashes.containsKey(at.get().hash())) {
      unhashed.push(at.get());
      at = chain.find(at.get().header().parentHash());
    }
    unhashed.forEach(each -> hashes.put(each.hash(), CometHash.of(header(each, network))));
    Hash parent = block.header().parentHash();
    return hashes.getOrDefault(parent, digits(parent));
  }

  private static ObjectNode blockId(String hash) {
    ObjectNode id = JsonNodeFactory.instance.objectNode().put("hash", hash);
    id.putObject("parts").put("total", hash.isEmpty() ? 0 : 1).put("hash", hash);
    return id;
  }

  private static String digits(Hash hash) {
    return hash.toString().substring(2).toUpperCase(Locale.ROOT);
  }
}

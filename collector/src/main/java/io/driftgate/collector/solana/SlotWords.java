package io.driftgate.collector.solana;

import com.fasterxml.jackson.databind.JsonNode;
import io.driftgate.collector.json.Fields;
import io.driftgate.collector.json.JsonRpc;
import io.driftgate.collector.protocol.DefectException;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Hash;
import java.util.List;
import java.util.OptionalLong;

/**
 * A poll's first batch: where the node stands. The newest is asked for last.
 *
 * @param finalized the newest rooted block, by slot and blockhash
 * @param shreds the highest slot of which it has received something; empty if it would not say
 * @param processed the highest slot that it has executed; empty if it would not say
 * @param confirmed the newest block that two thirds of the stake have voted for
 */
record SlotWords(
    BlockRef finalized, OptionalLong shreds, OptionalLong processed, BlockRef confirmed) {
  /** Before anything was said. */
  static final SlotWords NONE =
      new SlotWords(BlockRef.NONE, OptionalLong.empty(), OptionalLong.empty(), BlockRef.NONE);

  /** How many questions it takes. */
  static final int COUNT = 4;

  /**
   * More than this many slots received and not executed: behind by itself. Four leaders' turns, or
   * 6.4 s; a running node has one or two.
   */
  static final long MAX_UNPROCESSED = 16;

  private static final String LATEST = "getLatestBlockhash";
  private static final String SHREDS = "getMaxShredInsertSlot";
  private static final String SLOT = "getSlot";

  static List<String> questions(long firstId) {
    return List.of(
        JsonRpc.request(firstId, LATEST, commitment("finalized")),
        JsonRpc.request(firstId + 1, SHREDS, "[]"),
        JsonRpc.request(firstId + 2, SLOT, commitment("processed")),
        JsonRpc.request(firstId + 3, LATEST, commitment("confirmed")));
  }

  private static String commitment(String level) {
    return "[{\"commitment\":\"" + level + "\"}]";
  }

  static SlotWords read(List<JsonNode> answers) throws DefectException {
    BlockRef confirmed = latest(answers.get(3));
    if (!confirmed.isPresent()) {
      throw new DefectException(FailureKind.NEVER_SYNCED, "the node has no confirmed block");
    }
    return new SlotWords(
        latest(answers.get(0)),
        Answers.slotIfTold(answers.get(1), SHREDS),
        Answers.slotIfTold(answers.get(2), SLOT),
        confirmed);
  }

  /** Slot and blockhash are of one block: the answer names the block that it was given at. */
  private static BlockRef latest(JsonNode answer) throws DefectException {
    Fields result = Fields.of(Answers.result(answer, LATEST), LATEST);
    long slot = result.object("context").number("slot");
    Hash hash = Answers.hash(result.object("value"), "blockhash");
    if (!hash.equals(Hash.ZERO)) {
      return new BlockRef(slot, hash);
    }
    if (slot != 0) {
      throw DefectException.malformed("a blockhash is all zero");
    }
    return BlockRef.NONE;
  }

  /** Whether it receives what it does not execute. That nothing moves at all says nothing. */
  boolean isSyncing() {
    return shreds.isPresent()
        && processed.isPresent()
        && shreds.getAsLong() - processed.getAsLong() > MAX_UNPROCESSED;
  }
}

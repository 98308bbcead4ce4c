package io.driftgate.collector.solana;

import com.fasterxml.jackson.databind.JsonNode;
import io.driftgate.collector.json.Fields;
import io.driftgate.collector.json.JsonRpc;
import io.driftgate.collector.protocol.DefectException;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import java.util.Optional;

/**
 * What {@code getBlock} answers, as far as it is read.
 *
 * @param head stateRoot is all zero: nothing that stands for the state is to be had over RPC
 * @param parentSlot where the parent is, which need not be one below
 */
record BlockAnswer(Head head, long parentSlot) {
  private static final String NAME = "getBlock";
  private static final long MS_PER_SECOND = 1_000;

  /** Asks for a block without its transactions. */
  static String question(long id, long slot) {
    return JsonRpc.request(
        id,
        NAME,
        "["
            + slot
            + ",{\"commitment\":\"confirmed\",\"transactionDetails\":\"none\",\"rewards\":false,"
            + "\"maxSupportedTransactionVersion\":0}]");
  }

  /** Empty where the node has no such block, or not all of it yet. */
  static Optional<BlockAnswer> read(JsonNode answer, long slot) throws DefectException {
    if (Answers.isNoBlock(answer)) {
      return Optional.empty();
    }
    Fields block = Fields.of(Answers.result(answer, NAME), NAME);
    return block.has("blockTime") ? Optional.of(read(block, slot)) : Optional.empty();
  }

  private static BlockAnswer read(Fields block, long slot) throws DefectException {
    Hash hash = Answers.hash(block, "blockhash");
    Hash parent = Answers.hash(block, "previousBlockhash");
    long parentSlot = block.number("parentSlot");
    if (hash.equals(Hash.ZERO)) {
      throw block.wrong("blockhash", "a hash: it is all zero");
    }
    if (slot > 0 && (parent.equals(Hash.ZERO) || parentSlot >= slot)) {
      throw DefectException.malformed("a block without a parent below it");
    }
    long seconds = block.number("blockTime");
    if (seconds > Long.MAX_VALUE / MS_PER_SECOND) {
      throw block.wrong("blockTime", "a time below 2^63 ms");
    }
    Head head = new Head(slot, hash, parent, Hash.ZERO, seconds * MS_PER_SECOND);
    return new BlockAnswer(head, parentSlot);
  }
}

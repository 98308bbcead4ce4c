package io.driftgate.collector.cometbft;

import com.fasterxml.jackson.databind.JsonNode;
import io.driftgate.collector.json.Fields;
import io.driftgate.collector.protocol.DefectException;
import io.driftgate.core.fact.FailureKind;

/**
 * What a node says of itself.
 *
 * @param height of its newest block, at least 1
 * @param catchingUp whether it fetches blocks in place of taking part; false is no evidence of
 *     being in sync
 */
record Status(long height, boolean catchingUp) {
  /**
   * Reads the answer of a node of this chain.
   *
   * @throws DefectException WRONG_CHAIN, NEVER_SYNCED for a node without a block, else MALFORMED
   */
  static Status read(JsonNode result, String chainId) throws DefectException {
    Fields answer = Fields.of(result, "status");
    Header.checkChain(chainId, answer.object("node_info").text("network"));
    Fields sync = answer.object("sync_info");
    Status status = new Status(sync.decimal("latest_block_height"), sync.flag("catching_up"));
    if (status.height() == 0) {
      throw new DefectException(FailureKind.NEVER_SYNCED, "the node has no block yet");
    }
    return status;
  }
}

package io.driftgate.collector.solana;

import com.fasterxml.jackson.databind.JsonNode;
import io.driftgate.collector.json.Fields;
import io.driftgate.collector.json.JsonRpc;
import io.driftgate.collector.protocol.DefectException;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Hash;
import java.util.OptionalLong;
import java.util.Set;

/** What is common to all answers: Solana's own error codes, slots and hashes. */
final class Answers {
  /** "Node is behind": what other chains' providers mean by it, a rate limit, is no excuse here. */
  private static final long NODE_BEHIND = -32_005;

  private static final long NO_HISTORY = -32_011;

  /** Cleaned up, not available, skipped, skipped in the archive, its status not written yet. */
  private static final Set<Long> NO_BLOCK =
      Set.of(-32_001L, -32_004L, -32_007L, -32_009L, -32_014L);

  private Answers() {}

  /** An answer's result. */
  static JsonNode result(JsonNode answer, String what) throws DefectException {
    if (JsonRpc.isError(answer)) {
      long code = JsonRpc.errorCode(answer);
      if (code == NODE_BEHIND) {
        throw new DefectException(
            FailureKind.RPC_ERROR, what + " was refused: the node says that it is behind");
      }
      if (code == NO_HISTORY) {
        throw new DefectException(
            FailureKind.RPC_ERROR, what + " was refused: the node keeps no transaction history");
      }
    }
    return JsonRpc.result(answer, what);
  }

  /** Whether this says that there is no such block to be had here, or not yet. */
  static boolean isNoBlock(JsonNode answer) throws DefectException {
    return JsonRpc.isError(answer)
        ? NO_BLOCK.contains(JsonRpc.errorCode(answer))
        : answer.path("result").isNull();
  }

  /** A slot; empty if the node would not say. */
  static OptionalLong slotIfTold(JsonNode answer, String what) throws DefectException {
    return JsonRpc.isError(answer)
        ? OptionalLong.empty()
        : OptionalLong.of(slot(JsonRpc.result(answer, what), what));
  }

  static long slot(JsonNode value, String what) throws DefectException {
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw DefectException.malformed(what + " is not a slot");
    }
    return value.longValue();
  }

  static Hash hash(Fields fields, String name) throws DefectException {
    return Base58.hash(fields.text(name))
        .orElseThrow(() -> fields.wrong(name, "32 bytes in base58"));
  }
}

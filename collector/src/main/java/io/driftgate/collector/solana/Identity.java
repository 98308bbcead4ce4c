package io.driftgate.collector.solana;

import com.fasterxml.jackson.databind.JsonNode;
import io.driftgate.collector.json.Fields;
import io.driftgate.collector.json.JsonRpc;
import io.driftgate.collector.protocol.DefectException;
import io.driftgate.core.fact.FailureKind;
import java.util.List;
import java.util.Optional;

/** Who answers: the chain by its genesis hash, and the client as far as it can be told. */
final class Identity {
  /** How many questions it takes. */
  static final int COUNT = 2;

  private static final String GENESIS = "getGenesisHash";
  private static final String VERSION = "getVersion";

  /** Agave, Jito's and others' forks of it, all answer with this key and no name. */
  private static final String CORE = "solana-core";

  private Identity() {}

  static List<String> questions(long firstId) {
    return List.of(
        JsonRpc.request(firstId, GENESIS, "[]"), JsonRpc.request(firstId + 1, VERSION, "[]"));
  }

  static void checkChain(JsonNode answer, String chainId) throws DefectException {
    JsonNode genesis = Answers.result(answer, GENESIS);
    if (!genesis.isTextual() || Base58.hash(genesis.textValue()).isEmpty()) {
      throw DefectException.malformed(GENESIS + " is not 32 bytes in base58");
    }
    if (!genesis.textValue().equals(chainId)) {
      throw new DefectException(
          FailureKind.WRONG_CHAIN,
          "genesis hash is another one than " + chainId + ", as configured");
    }
  }

  static Optional<String> family(JsonNode answer) throws DefectException {
    if (JsonRpc.isError(answer)) {
      return Optional.empty();
    }
    Fields version = Fields.of(JsonRpc.result(answer, VERSION), VERSION);
    return version.has(CORE) ? Optional.of(CORE) : Optional.empty();
  }
}

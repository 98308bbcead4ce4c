package io.driftgate.collector.cometbft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driftgate.collector.RpcNode;
import io.driftgate.collector.Sight;
import io.driftgate.collector.protocol.DefectException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A CometBFT node whose headers have the hashes that they are shown under. */
public final class GoodComet extends RpcNode {
  public static final String CHAIN_ID = "dockerchain";

  private static final Map<String, String> HASHES = new ConcurrentHashMap<>();

  @Override
  protected String result(String method, JsonNode params, Sight sight) {
    return switch (method) {
      case "status" ->
          Answers.status(sight.otherChain() ? "other-1" : CHAIN_ID, sight.height(), false)
              .toString();
      case "blockchain" -> blocks(params.path("maxHeight").asLong(), sight).toString();
      default -> "{}";
    };
  }

  private static ObjectNode blocks(long asked, Sight sight) {
    if (sight.nothing()) {
      return Answers.blockchain(0);
    }
    long height = asked > 0 ? asked : sight.height();
    return Answers.blockchain(
        sight.height(), Answers.meta(hash(height, sight), header(height, sight)));
  }

  @Override
  public String event(Sight sight) {
    return Answers.event(Questions.NEW_HEADERS, header(sight.height(), sight));
  }

  @Override
  public String number(long height) {
    return "\"" + height + "\"";
  }

  private static String header(long height, Sight sight) {
    String json = pure(height, sight);
    return sight.stateForged() ? json.replace("00000000000000AA", "00000000000000BB") : json;
  }

  private static String pure(long height, Sight sight) {
    String parent =
        Sight.isLinked(height) ? hash(height - 1, sight) : String.format("%064X", height + 7);
    ObjectNode header = Answers.object(Answers.SECOND);
    header.put("height", Long.toString(height));
    header.put("time", Instant.ofEpochSecond(sight.seconds(height)).toString());
    header.put("app_hash", "00000000000000AA");
    header.put("data_hash", String.format("%064X", 11 + Sight.forkAt(height, sight.fork())));
    ((ObjectNode) header.path("last_block_id")).put("hash", parent);
    return header.toString();
  }

  private static String hash(long height, Sight sight) {
    String key = height + " " + Sight.forkAt(height, sight.fork()) + " " + sight.shiftMs();
    String known = HASHES.get(key);
    if (known == null) {
      known = merkle(pure(height, sight));
      HASHES.put(key, known);
    }
    return known;
  }

  private static String merkle(String json) {
    try {
      String hash = Header.read(Answers.tree(json), CHAIN_ID).hash().toString();
      return hash.substring(2).toUpperCase(Locale.ROOT);
    } catch (DefectException e) {
      throw new AssertionError(e);
    }
  }
}

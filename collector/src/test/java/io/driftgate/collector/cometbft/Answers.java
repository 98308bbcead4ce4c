package io.driftgate.collector.cometbft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driftgate.core.fact.Hash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** JSON that a node may send. The headers and their hashes are real blocks' of public chains. */
final class Answers {
  static final String NOTHING = "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855";

  /** Cosmos Hub, 18 April 2021; its application's version is 0, which JSON leaves out. */
  static final String HUB_HASH = "2C419625E506D928D55D1818FC8F16CCAEBD87F5EA66D40F511EF5E70BEB6471";

  static final String HUB_PARENT =
      "008884190C21C603E758FD8271946C3DD5E8A2A9F74F20ED00F4FA2376425C37";
  static final String HUB =
      """
      {"version":{"block":"11"},"chain_id":"cosmoshub-4","height":"5901208",
      "time":"2021-04-18T01:22:14.006419503Z","last_block_id":{"hash":
      "008884190C21C603E758FD8271946C3DD5E8A2A9F74F20ED00F4FA2376425C37","parts":{"total":1,
      "hash":"7B3DAFB0A30F043CCF9D4D74A6EEDAAB5CC52A2E7E4BF8113E8EA2A1FED59F68"}},
      "last_commit_hash":"BCFF383EC45F0454A17B2A4F08DF71C8A630A567B9C69170E647E53E3E8E4957",
      "data_hash":"E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
      "validators_hash":"B2BFC39012E931F7980FBCDFE52D4461EA2D6387180F44120B0B0D129919F5C8",
      "next_validators_hash":"B2BFC39012E931F7980FBCDFE52D4461EA2D6387180F44120B0B0D129919F5C8",
      "consensus_hash":"0F2908883A105C793B74495EB7D6DF2EEA479ED7FC9349206A65CB0F9987A0B8",
      "app_hash":"44CCA5932610E4790081F4C39AFD72999ED5BBFBE5E24AA9D35422F369A85C7F",
      "last_results_hash":"3F51C34758AEB30A69294CD60758BB6F93FB5663DEA74B3A4B0D484184234941",
      "evidence_hash":"E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
      "proposer_address":"A6935D877B9776C45B96EEAE526959A3B9A5AB1A"}
      """;

  /** Osmosis, 5 February 2022: an application's version, and a parent in five parts. */
  static final String OSMOSIS_HASH =
      "4243DE5A6FF4DFEAAA98EFECC093F0CEC9341BC29B04EE46EB47F18B929D2D43";

  static final String OSMOSIS =
      """
      {"version":{"block":"11","app":"1"},"chain_id":"osmosis-1","height":"3089541",
      "time":"2022-02-05T12:58:12.342966118Z","last_block_id":{"hash":
      "2C9B1F569EB4FC87E21D6A3946EA54A1744F7413C920E7E369A1EFD5D401FF30","parts":{"total":5,
      "hash":"7CC6FEF14195D50F86DC663C747BEF894A78725B0DBCB837281D62819269A1ED"}},
      "last_commit_hash":"8DD61D5484DB73BB8F2E8832A54DB0AAFC06FACE5584F9A182970B36D96DAAF3",
      "data_hash":"327DF4A0A23781922FF229F22F6EF7AF87BF868D73368C45C5C96A67186D0768",
      "validators_hash":"A2CC14CA09AAC6BE2813EF7C63E956E8CE6A7A2362D1D10A41E961E57A17126C",
      "next_validators_hash":"A2CC14CA09AAC6BE2813EF7C63E956E8CE6A7A2362D1D10A41E961E57A17126C",
      "consensus_hash":"A967D55FACBBA19AB96149048F2476C4657EC03D25B78A81AF5B8F0A08F61DFF",
      "app_hash":"3C41056BEB7FD7BE9472CEF5CBAD11A6F9AB9DD570E616A3BE6DB35896F2EE1B",
      "last_results_hash":"1CD3C2FB444FDD5D77BA90B295CCBF47890A9B0E3FE83E119985B72B44DFC584",
      "evidence_hash":"E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
      "proposer_address":"03C016AB7EC32D9F8D77AFDB191FBF53EA08D917"}
      """;

  /** Block 1 of a test chain of CometBFT 0.38: no parent, and a state hash of eight bytes. */
  static final String FIRST_HASH =
      "6CD5CF4E23A49D9BC073D6F305D29D1B8B5193B534C237696D42FEA5AFBCD520";

  /** The block after it. */
  static final String SECOND_HASH =
      "70302722FE881D45C2683268F3CCD8B72B6BAE35DE3765960244B956FA426F2C";

  static final String FIRST = small("1", "2023-05-17T14:12:48.347696215Z", "", 0, "", NOTHING);
  static final String SECOND =
      small(
          "2",
          "2023-05-17T14:12:48.936921432Z",
          FIRST_HASH,
          1,
          "F021777213F7EF77494C9B5C11D246A6F532DA146D205422D1FB85600F6B479C",
          "8204E61CDD32DD6056F2DAE2D5E1A48AC26E4BA6C257952954C2470604CDBAAD");
  static final String THIRD =
      small(
          "3",
          "2023-05-17T14:12:49.452618685Z",
          SECOND_HASH,
          1,
          "B1CE80F8E2150C3FCC23370CF72E24048C734451FC88EBFB8C9B5633C512BF4C",
          "7E9C345B92FDE2D3007509E3F884FC8E383D5130F42E5427AFF68D59D6C7E1C9");
  static final String THIRD_HASH =
      "7937D62B37155F3C723BDBEE2B19813B3EFDCD1E620CCF400C5CAA754DFB8AB1";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Answers() {}

  private static String small(
      String height, String time, String parent, int parts, String partsHash, String commit) {
    String validators = "33415EFFCEDA5BD0A3A443A727457D9F7B9E38389BF27A936FEDF749A7B7566E";
    return """
    {"version":{"block":"11","app":"1"},"chain_id":"dockerchain","height":"%s","time":"%s",
    "last_block_id":{"hash":"%s","parts":{"total":%d,"hash":"%s"}},"last_commit_hash":"%s",
    "data_hash":"%s","validators_hash":"%s","next_validators_hash":"%s",
    "consensus_hash":"048091BC7DDC283F77BFBF91D73C44DA58C3DF8A9CBC867405D8B7F3DAADA22F",
    "app_hash":"0000000000000000","last_results_hash":"%s","evidence_hash":"%s",
    "proposer_address":"2DD9F44FD9067555C322243C3C913BA7B51D2BE0"}
    """
        .formatted(
            height,
            time,
            parent,
            parts,
            partsHash,
            commit,
            NOTHING,
            validators,
            validators,
            NOTHING,
            NOTHING);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Hash hash(String digits) {
    return Hash.parse("0x" + digits);
  }

  static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ObjectNode object(String json) {
    return (ObjectNode) tree(json);
  }

  static ObjectNode status(String network, long height, boolean catchingUp) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status
        .putObject("node_info")
        .put("moniker", "node")
        .put("network", network)
        .put("version", "0.38.12");
    status
        .putObject("sync_info")
        .put("latest_block_hash", height == 0 ? "" : HUB_HASH)
        .put("latest_app_hash", "")
        .put("latest_block_height", Long.toString(height))
        .put("latest_block_time", "1970-01-01T01:00:00+01:00")
        .put("catching_up", catchingUp);
    status.putObject("validator_info").put("voting_power", "0");
    return status;
  }

  static ObjectNode meta(String hash, String header) {
    ObjectNode meta = JsonNodeFactory.instance.objectNode();
    meta.putObject("block_id")
        .put("hash", hash)
        .putObject("parts")
        .put("total", 1)
        .put("hash", NOTHING);
    meta.put("block_size", "569").set("header", tree(header));
    return meta.put("num_txs", "0");
  }

  static ObjectNode blockchain(long lastHeight, ObjectNode... metas) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("last_height", Long.toString(lastHeight));
    for (ObjectNode meta : metas) {
      result.withArray("block_metas").add(meta);
    }
    return result;
  }

  static String result(long id, JsonNode result) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}";
  }

  static String error(long id, long code) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + id
        + ",\"error\":{\"code\":"
        + code
        + ",\"message\":\"Internal error\",\"data\":\"key s3cret\"}}";
  }

  static byte[] batch(String... items) {
    return bytes("[" + String.join(",", items) + "]");
  }

  static String event(String query, String header) {
    ObjectNode result = JsonNodeFactory.instance.objectNode().put("query", query);
    result
        .putObject("data")
        .put("type", "tendermint/event/NewBlockHeader")
        .putObject("value")
        .set("header", tree(header));
    result.putObject("events").putArray("tm.event").add("NewBlockHeader");
    return result(3, result);
  }
}

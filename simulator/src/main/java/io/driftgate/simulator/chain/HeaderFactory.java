package io.driftgate.simulator.chain;

import io.driftgate.core.fact.Hash;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;

/** Makes Prague headers of blocks without transactions; every field is consistent with that. */
final class HeaderFactory {
  private static final String EMPTY_UNCLES =
      "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347";
  private static final String EMPTY_TRIE =
      "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421";

  /** SHA-256 of nothing: no execution requests (EIP-7685). */
  private static final String NO_REQUESTS =
      "0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private static final String EMPTY_BLOOM = "0x" + "0".repeat(512);
  private static final String EXTRA_DATA =
      "0x" + HexFormat.of().formatHex("driftgate-sim".getBytes(StandardCharsets.US_ASCII));
  private static final String GAS_LIMIT = "0x2255100";

  /** Where EIP-1559 comes to rest under empty blocks. */
  private static final String BASE_FEE = "0x7";

  private static final int ADDRESS_CHARACTERS = 42;

  private final long seed;

  HeaderFactory(long seed) {
    this.seed = seed;
  }

  Header header(Hash parent, int branch, long number, long timestampSeconds) {
    Map<HeaderField, String> fields = new EnumMap<>(HeaderField.class);
    fields.put(HeaderField.PARENT_HASH, parent.toString());
    fields.put(HeaderField.UNCLES_HASH, EMPTY_UNCLES);
    fields.put(HeaderField.MINER, made("miner", branch, number).substring(0, ADDRESS_CHARACTERS));
    fields.put(HeaderField.STATE_ROOT, made("state", branch, number));
    fields.put(HeaderField.TRANSACTIONS_ROOT, EMPTY_TRIE);
    fields.put(HeaderField.RECEIPTS_ROOT, EMPTY_TRIE);
    fields.put(HeaderField.LOGS_BLOOM, EMPTY_BLOOM);
    fields.put(HeaderField.DIFFICULTY, "0x0");
    fields.put(HeaderField.NUMBER, quantity(number));
    fields.put(HeaderField.GAS_LIMIT, GAS_LIMIT);
    fields.put(HeaderField.GAS_USED, "0x0");
    fields.put(HeaderField.TIMESTAMP, quantity(timestampSeconds));
    fields.put(HeaderField.EXTRA_DATA, EXTRA_DATA);
    fields.put(HeaderField.MIX_HASH, made("randao", branch, number));
    fields.put(HeaderField.NONCE, "0x0000000000000000");
    fields.put(HeaderField.BASE_FEE, BASE_FEE);
    fields.put(HeaderField.WITHDRAWALS_ROOT, EMPTY_TRIE);
    fields.put(HeaderField.BLOB_GAS_USED, "0x0");
    fields.put(HeaderField.EXCESS_BLOB_GAS, "0x0");
    fields.put(HeaderField.PARENT_BEACON_ROOT, made("beacon", branch, number));
    fields.put(HeaderField.REQUESTS_HASH, NO_REQUESTS);
    return new Header(fields);
  }

  /**
   * A block that nobody mined, on a parent that nobody has; its hash is its header's, so that the
   * height alone gives it away.
   *
   * @param height the height it claims
   */
  Block lie(Block truth, long height) {
    Hash parent = Keccak.derived(seed, truth.branch(), height, "lie about the parent");
    Header header = header(parent, truth.branch(), height, truth.header().timestampSeconds());
    return Block.sealed(header, truth.checkpoints(), truth.branch());
  }

  private String made(String what, int branch, long number) {
    return Keccak.derived(seed, branch, number, what).toString();
  }

  private static String quantity(long value) {
    return "0x" + Long.toHexString(value);
  }
}

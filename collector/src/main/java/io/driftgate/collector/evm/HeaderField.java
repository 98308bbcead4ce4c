package io.driftgate.collector.evm;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The fields of a block header in the order in which they are hashed. Each fork adds at the end, so
 * an older header is a prefix.
 */
enum HeaderField {
  PARENT_HASH("parentHash", Form.HASH),
  UNCLES_HASH("sha3Uncles", Form.HASH),
  MINER("miner", Form.ADDRESS),
  STATE_ROOT("stateRoot", Form.HASH),
  TRANSACTIONS_ROOT("transactionsRoot", Form.HASH),
  RECEIPTS_ROOT("receiptsRoot", Form.HASH),
  LOGS_BLOOM("logsBloom", Form.BLOOM),
  DIFFICULTY("difficulty", Form.QUANTITY),
  NUMBER("number", Form.QUANTITY),
  GAS_LIMIT("gasLimit", Form.QUANTITY),
  GAS_USED("gasUsed", Form.QUANTITY),
  TIMESTAMP("timestamp", Form.QUANTITY),
  EXTRA_DATA("extraData", Form.EXTRA),
  MIX_HASH("mixHash", Form.HASH),
  NONCE("nonce", Form.NONCE),
  /** London, EIP-1559. */
  BASE_FEE("baseFeePerGas", Form.QUANTITY),
  /** Shanghai, EIP-4895. */
  WITHDRAWALS_ROOT("withdrawalsRoot", Form.HASH),
  /** Cancun, EIP-4844. */
  BLOB_GAS_USED("blobGasUsed", Form.QUANTITY),
  /** Cancun, EIP-4844. */
  EXCESS_BLOB_GAS("excessBlobGas", Form.QUANTITY),
  /** Cancun, EIP-4788. */
  PARENT_BEACON_ROOT("parentBeaconBlockRoot", Form.HASH),
  /** Prague, EIP-7685. The last of mainnet; Osaka added none. */
  REQUESTS_HASH("requestsHash", Form.HASH),
  /** Amsterdam, EIP-7928. */
  ACCESS_LIST_HASH("blockAccessListHash", Form.HASH),
  /** Amsterdam, EIP-7843. */
  SLOT_NUMBER("slotNumber", Form.QUANTITY);

  /** What a block object says beside its header. Anything else may be a newer fork's. */
  private static final Set<String> BESIDE =
      Set.of(
          "hash",
          "transactions",
          "uncles",
          "withdrawals",
          "requests",
          "size",
          "totalDifficulty",
          "author",
          "l1BlockNumber",
          "sendCount",
          "sendRoot");

  private static final Map<String, HeaderField> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(HeaderField::jsonName, Function.identity()));

  private final String jsonName;
  private final Form form;

  HeaderField(String jsonName, Form form) {
    this.jsonName = jsonName;
    this.form = form;
  }

  /** The field of a block object's name; null for none. */
  static HeaderField byName(String jsonName) {
    return BY_NAME.get(jsonName);
  }

  /** Whether a name that is no header field's is known to be none. */
  static boolean isBeside(String jsonName) {
    return BESIDE.contains(jsonName);
  }

  String jsonName() {
    return jsonName;
  }

  boolean isQuantity() {
    return form == Form.QUANTITY;
  }

  /** Its place among all, from 0. */
  @SuppressWarnings("EnumOrdinal") // the order is what this enum is about
  int place() {
    return ordinal();
  }

  int minBytes() {
    return form.minBytes;
  }

  int maxBytes() {
    return form.maxBytes;
  }

  /** Whether every header of the newest fork that is live on mainnet has it. */
  boolean isInNewestLive() {
    return compareTo(REQUESTS_HASH) <= 0;
  }

  /** How a value is written, and how long it may be. */
  private enum Form {
    HASH(32, 32),
    ADDRESS(20, 20),
    BLOOM(256, 256),
    NONCE(8, 8),
    /**
     * 32 bytes on mainnet; where authorities sign, their names and signatures stand here, and
     * Polygon's dependencies between transactions. Geth and Bor bear 100 KiB.
     */
    EXTRA(0, 100 * 1024),
    /** A number: hashed without leading zeros, and zero as nothing. */
    QUANTITY(0, 32);

    private final int minBytes;
    private final int maxBytes;

    Form(int minBytes, int maxBytes) {
      this.minBytes = minBytes;
      this.maxBytes = maxBytes;
    }
  }
}

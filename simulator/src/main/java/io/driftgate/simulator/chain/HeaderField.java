package io.driftgate.simulator.chain;

/**
 * The fields of an Ethereum block header in the order in which they are hashed, up to Prague
 * (EIP-1559, EIP-4895, EIP-4844, EIP-4788, EIP-7685).
 */
public enum HeaderField {
  PARENT_HASH("parentHash", Form.DATA),
  UNCLES_HASH("sha3Uncles", Form.DATA),
  MINER("miner", Form.DATA),
  STATE_ROOT("stateRoot", Form.DATA),
  TRANSACTIONS_ROOT("transactionsRoot", Form.DATA),
  RECEIPTS_ROOT("receiptsRoot", Form.DATA),
  LOGS_BLOOM("logsBloom", Form.DATA),
  DIFFICULTY("difficulty", Form.QUANTITY),
  NUMBER("number", Form.QUANTITY),
  GAS_LIMIT("gasLimit", Form.QUANTITY),
  GAS_USED("gasUsed", Form.QUANTITY),
  TIMESTAMP("timestamp", Form.QUANTITY),
  EXTRA_DATA("extraData", Form.DATA),
  MIX_HASH("mixHash", Form.DATA),
  NONCE("nonce", Form.DATA),
  BASE_FEE("baseFeePerGas", Form.QUANTITY),
  WITHDRAWALS_ROOT("withdrawalsRoot", Form.DATA),
  BLOB_GAS_USED("blobGasUsed", Form.QUANTITY),
  EXCESS_BLOB_GAS("excessBlobGas", Form.QUANTITY),
  PARENT_BEACON_ROOT("parentBeaconBlockRoot", Form.DATA),
  REQUESTS_HASH("requestsHash", Form.DATA);

  private final String jsonName;
  private final Form form;

  HeaderField(String jsonName, Form form) {
    this.jsonName = jsonName;
    this.form = form;
  }

  /** The field's name in a JSON-RPC block object. */
  public String jsonName() {
    return jsonName;
  }

  byte[] rlp(byte[] value) {
    return switch (form) {
      case DATA -> Rlp.string(value);
      case QUANTITY -> Rlp.quantity(value);
    };
  }

  private enum Form {
    /** Bytes as they are. */
    DATA,
    /** A number: leading zeros are not hashed. */
    QUANTITY
  }
}

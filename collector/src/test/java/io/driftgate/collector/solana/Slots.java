package io.driftgate.collector.solana;

import io.driftgate.core.fact.Hash;
import java.math.BigInteger;

/** Answers in the form in which Agave gives them. */
final class Slots {
  static final String MAINNET = "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d";
  static final String ZERO = "1".repeat(32);

  private static final String DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

  private Slots() {}

  /** A made-up hash. */
  static Hash hash(long seed) {
    return new Hash(0x1234_5678_9abc_def0L, seed, ~seed, 31 * seed);
  }

  /** The schoolbook way: a number, divided by 58 until nothing is left. */
  static String base58(Hash hash) {
    byte[] bytes = hash.toBytes();
    StringBuilder text = new StringBuilder();
    BigInteger rest = new BigInteger(1, bytes);
    BigInteger base = BigInteger.valueOf(58);
    for (; rest.signum() > 0; rest = rest.divide(base)) {
      text.append(DIGITS.charAt(rest.mod(base).intValue()));
    }
    for (int i = 0; i < bytes.length && bytes[i] == 0; i++) {
      text.append('1');
    }
    return text.reverse().toString();
  }

  static String text(long seed) {
    return base58(hash(seed));
  }

  /** The block of a slot; its parent is the one of {@code parentSlot}. */
  static String block(long slot, long parentSlot) {
    return "{\"blockHeight\":"
        + (slot / 2)
        + ",\"blockTime\":"
        + (1_700_000_000L + slot)
        + ",\"blockhash\":\""
        + text(slot)
        + "\",\"parentSlot\":"
        + parentSlot
        + ",\"previousBlockhash\":\""
        + text(parentSlot)
        + "\"}";
  }

  static String latest(long slot) {
    return latest(slot, text(slot));
  }

  static String latest(long slot, String hash) {
    return "{\"context\":{\"apiVersion\":\"2.1.7\",\"slot\":"
        + slot
        + "},\"value\":{\"blockhash\":\""
        + hash
        + "\",\"lastValidBlockHeight\":"
        + (slot + 150)
        + "}}";
  }

  static String version() {
    return "{\"feature-set\":2891131721,\"solana-core\":\"2.1.7\"}";
  }

  static String result(long id, String result) {
    return "{\"jsonrpc\":\"2.0\",\"result\":" + result + ",\"id\":" + id + "}";
  }

  static String error(long id, long code) {
    return "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":"
        + code
        + ",\"message\":\"key s3cret\",\"data\":{\"numSlotsBehind\":null}},\"id\":"
        + id
        + "}";
  }

  /** The answer to a poll's first batch without identity. */
  static String batch(long id, long finalized, long shreds, long processed, long confirmed) {
    return "["
        + result(id, latest(finalized))
        + ","
        + result(id + 1, Long.toString(shreds))
        + ","
        + result(id + 2, Long.toString(processed))
        + ","
        + result(id + 3, latest(confirmed))
        + "]";
  }
}

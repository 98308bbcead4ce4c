package io.driftgate.collector.evm;

import java.nio.charset.StandardCharsets;

/** JSON that a node may send. */
final class Answers {
  private Answers() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String hash(long seed) {
    return String.format("0x%064x", seed);
  }

  static String block(long height) {
    return "{\"number\":\"0x"
        + Long.toHexString(height)
        + "\",\"hash\":\""
        + hash(height + 1)
        + "\",\"parentHash\":\""
        + hash(height)
        + "\",\"stateRoot\":\""
        + hash(height + 1_000)
        + "\",\"transactions\":[\"0x1\",{\"deep\":[1,2,{}]}],\"timestamp\":\"0x10\"}";
  }

  static String result(long id, String result) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}";
  }

  static String error(long id, long code) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + id
        + ",\"error\":{\"code\":"
        + code
        + ",\"message\":\"key s3cret\",\"data\":{\"a\":[1]}}}";
  }

  static byte[] batch(String... items) {
    return bytes("[" + String.join(",", items) + "]");
  }

  static String[] items(long firstId, long finalized, long safe, long latest) {
    return new String[] {
      result(firstId, block(finalized)),
      result(firstId + 1, block(safe)),
      result(firstId + 2, block(latest))
    };
  }
}

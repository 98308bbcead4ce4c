package io.driftgate.collector.opnode;

/** Answers in the form in which op-node gives them. */
final class Statuses {
  private Statuses() {}

  static String hash(long seed) {
    return String.format("0x%064x", seed);
  }

  static String base(long number) {
    return "{\"hash\":\""
        + hash(9_000 + number)
        + "\",\"number\":"
        + number
        + ",\"parentHash\":\""
        + hash(8_999 + number)
        + "\",\"timestamp\":"
        + (1_700_000_000L + 12 * number)
        + "}";
  }

  static String block(long number, long origin) {
    return "{\"hash\":\""
        + hash(number + 1)
        + "\",\"number\":"
        + number
        + ",\"parentHash\":\""
        + hash(number)
        + "\",\"timestamp\":"
        + (1_700_000_000L + 2 * number)
        + ",\"l1origin\":{\"hash\":\""
        + hash(9_000 + origin)
        + "\",\"number\":"
        + origin
        + "},\"sequenceNumber\":3}";
  }

  static final String NOTHING =
      "{\"hash\":\""
          + hash(0)
          + "\",\"number\":0,\"parentHash\":\""
          + hash(0)
          + "\",\"timestamp\":0,\"l1origin\":{\"hash\":\""
          + hash(0)
          + "\",\"number\":0},\"sequenceNumber\":0}";

  static String status(String base, String unsafe, String safe, String finalized) {
    return "{\"current_l1\":"
        + base(95)
        + ",\"current_l1_finalized\":"
        + base(40)
        + ",\"head_l1\":"
        + base
        + ",\"safe_l1\":"
        + base(70)
        + ",\"finalized_l1\":"
        + base(40)
        + ",\"unsafe_l2\":"
        + unsafe
        + ",\"safe_l2\":"
        + safe
        + ",\"finalized_l2\":"
        + finalized
        + ",\"pending_safe_l2\":"
        + safe
        + ",\"cross_unsafe_l2\":"
        + unsafe
        + ",\"local_safe_l2\":"
        + safe
        + "}";
  }

  static String good() {
    return status(base(100), block(600, 96), block(580, 92), block(300, 40));
  }

  static String result(long id, String result) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}";
  }

  static String error(long id, long code) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + id
        + ",\"error\":{\"code\":"
        + code
        + ",\"message\":\"key s3cret\"}}";
  }

  static String config(String chainId) {
    return "{\"genesis\":{\"l1\":{\"hash\":\""
        + hash(1)
        + "\",\"number\":17481768},\"l2\":{\"hash\":\""
        + hash(2)
        + "\",\"number\":0},\"l2_time\":1686789347,\"system_config\":{\"batcherAddr\":\"0x00\","
        + "\"gasLimit\":30000000}},\"block_time\":2,\"max_sequencer_drift\":600,\"seq_window_size\":3600,"
        + "\"channel_timeout\":300,\"l1_chain_id\":1,\"l2_chain_id\":"
        + chainId
        + ",\"regolith_time\":0,\"batch_inbox_address\":\"0xff00000000000000000000000000000000008453\"}";
  }
}

package io.driftgate.collector.evm;

/** What a poll asks, in the order in which it is asked. */
enum Question {
  FINALIZED(0, "eth_getBlockByNumber", "\"finalized\",false"),
  SAFE(1, "eth_getBlockByNumber", "\"safe\",false"),
  LATEST(2, "eth_getBlockByNumber", "\"latest\",false"),
  CHAIN_ID(3, "eth_chainId", ""),
  CLIENT(4, "web3_clientVersion", "");

  private final int offset;
  private final String method;
  private final String params;

  Question(int offset, String method, String params) {
    this.offset = offset;
    this.method = method;
    this.params = params;
  }

  /** Heads are asked in each poll, who is answering only now and then. */
  boolean isAlwaysAsked() {
    return switch (this) {
      case FINALIZED, SAFE, LATEST -> true;
      case CHAIN_ID, CLIENT -> false;
    };
  }

  /** Its id in a batch, counted from the batch's first. */
  int offset() {
    return offset;
  }

  String toJson(long id) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + id
        + ",\"method\":\""
        + method
        + "\",\"params\":["
        + params
        + "]}";
  }
}

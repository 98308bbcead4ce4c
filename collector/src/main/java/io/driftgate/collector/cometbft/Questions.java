package io.driftgate.collector.cometbft;

import io.driftgate.collector.json.JsonRpc;

/** What a node is asked, each under the id that its answer must have. */
final class Questions {
  /** What a block that is not there, like any other error in a method, is answered with. */
  static final long INTERNAL_ERROR = -32_603;

  static final String NEW_HEADERS = "tm.event='NewBlockHeader'";

  private Questions() {}

  /** Who the node is, and whether it is catching up. */
  static String status(long id) {
    return JsonRpc.request(id, "status", "{}");
  }

  /**
   * Blocks by height, highest first, at most twenty.
   *
   * @param minHeight 0: from the first on
   * @param maxHeight 0: up to the newest
   */
  static String blockchain(long id, long minHeight, long maxHeight) {
    String params = "{\"minHeight\":\"" + minHeight + "\",\"maxHeight\":\"" + maxHeight + "\"}";
    return JsonRpc.request(id, "blockchain", params);
  }

  /** A message for each new header. */
  static String subscribe(long id) {
    return JsonRpc.request(id, "subscribe", "{\"query\":\"" + NEW_HEADERS + "\"}");
  }
}

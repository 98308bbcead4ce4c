package io.driftgate.simulator.rpc;

import java.util.List;

/**
 * What a node says of itself.
 *
 * @param clientVersion in the form of a real client, with {@code sim} in the version
 * @param peers at least 0
 */
record NodeIdentity(long chainId, String clientVersion, int peers) {
  /** Each client's own form: the name to the first slash is what families are told from. */
  private static final List<String> CLIENTS =
      List.of(
          "Geth/v1.14.8-sim/linux-amd64/go1.22.6",
          "reth/v1.3.12-sim/x86_64-unknown-linux-gnu",
          "Nethermind/v1.31.9-sim/linux-x64/dotnet9.0.4",
          "besu/v25.4.1-sim/linux-x86_64/openjdk-java-21",
          "erigon/v3.0.2-sim/linux-amd64/go1.23.8");

  /** The identity of a node by index from 0; the clients take turns. */
  static NodeIdentity of(int node, int nodes, long chainId) {
    return new NodeIdentity(chainId, CLIENTS.get(node % CLIENTS.size()), nodes - 1);
  }
}

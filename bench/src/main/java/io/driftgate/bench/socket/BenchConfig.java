package io.driftgate.bench.socket;

import io.driftgate.bench.node.FakeNode;
import java.util.List;
import java.util.Locale;

/**
 * The configuration under test: one chain, one market that lives on the chain and on one own node,
 * with an everyday set of bounds. A block that the own node lacks trips it at once, silence trips
 * it after {@link #STALENESS_MS}, and it opens again fast, so that a run sees hundreds of
 * withdrawals.
 */
final class BenchConfig {
  static final long CHAIN_ID = 31_337;
  static final int STALENESS_MS = 400;
  private static final String OWN_NODE = "own";

  private BenchConfig() {}

  /** The YAML. The last node is the one that the market prices from. */
  static String yaml(int port, String dataFolder, List<FakeNode> nodes, int pollMs) {
    StringBuilder out = new StringBuilder(16_384);
    out.append(
        String.format(
            Locale.ROOT,
            """
            server: { host: 127.0.0.1, port: %d }
            feed: { heartbeat: 250ms, lease: 1s }
            data: "%s"
            chains:
              - { id: bench, chainId: %d, blockTime: 200ms, quorum: { fraction: 2/3, minNodes: 2 }, divergence: { grace: 12s } }
            policies:
              - id: chain
                bounds:
                  - { metric: head.staleness, withdraw: %dms }
                  - { metric: diverged, withdraw: 1/3, pauseLiquidations: 1/2 }
                  - { metric: quorum.agreement, withdraw: 0.5 }
                  - { metric: finality.lag, unit: blocks, withdraw: 128, pauseLiquidations: 256 }
                recovery: { hold: 10ms, blocks: 0, clear: 0.8, flapWindow: 0s, maxHold: 10ms }
              - id: own-node
                bounds:
                  - { metric: head.lag, withdraw: 0 }
                recovery: { hold: 10ms, blocks: 0, clear: 0.8, flapWindow: 0s, maxHold: 10ms }
            markets:
              - { id: BENCH-PERP, legs: [ { chain: bench, policy: chain }, { node: %s, policy: own-node } ] }
            nodes:
            """,
            port,
            dataFolder,
            CHAIN_ID,
            STALENESS_MS,
            OWN_NODE));
    for (int i = 0; i < nodes.size(); i++) {
      String name = i == nodes.size() - 1 ? OWN_NODE : "node-" + i;
      out.append(node(name, nodes.get(i).port(), pollMs));
    }
    return out.toString();
  }

  private static String node(String name, int port, int pollMs) {
    return String.format(
        Locale.ROOT,
        "  - { id: %s, chain: bench, http: \"http://127.0.0.1:%d\", ws: \"ws://127.0.0.1:%d\","
            + " cluster: london, family: geth, poll: { interval: %dms, timeout: 2s } }%n",
        name,
        port,
        port,
        pollMs);
  }
}

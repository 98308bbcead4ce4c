package io.driftgate.bench.fleet;

import java.util.Locale;
import java.util.function.IntFunction;

/** A configuration of many nodes, polled once a second, and one market per chain. */
final class FleetConfig {
  private FleetConfig() {}

  /**
   * The YAML.
   *
   * @param port of the monitor
   * @param url of a node
   */
  static String yaml(
      int port,
      String dataFolder,
      int nodes,
      NodeFarm.Kind kind,
      boolean verify,
      IntFunction<String> url) {
    StringBuilder out = new StringBuilder(nodes * 128 + 2_048);
    out.append("server: { host: 127.0.0.1, port: ").append(port).append(" }\n");
    out.append("feed: { heartbeat: 250ms, lease: 1s }\n");
    out.append("data: \"").append(dataFolder).append("\"\nchains:\n");
    for (int i = 0; i < kind.chains(); i++) {
      out.append(
          String.format(
              Locale.ROOT,
              "  - { id: chain-%d, chainId: %d, blockTime: %dms,"
                  + " quorum: { fraction: 2/3, minNodes: 2 }, divergence: { grace: 12s }%s }%n",
              i,
              FarmChain.chainId(i),
              kind.blockMs(),
              verify ? "" : ", headerVerification: off"));
    }
    out.append(
        """
        policies:
          - id: chain
            bounds:
              - { metric: head.staleness, widen: 36s, withdraw: 60s }
              - { metric: diverged, withdraw: 1/3, pauseLiquidations: 1/2 }
              - { metric: quorum.agreement, withdraw: 0.5 }
              - { metric: finality.lag, unit: blocks, withdraw: 128, pauseLiquidations: 256 }
        markets:
        """);
    for (int i = 0; i < kind.chains(); i++) {
      out.append(
          String.format(
              Locale.ROOT,
              "  - { id: MARKET-%d, legs: [ { chain: chain-%d, policy: chain } ] }%n",
              i,
              i));
    }
    out.append("nodes:\n");
    for (int i = 0; i < nodes; i++) {
      out.append(
          String.format(
              Locale.ROOT,
              "  - { id: node-%d, chain: chain-%d, http: \"%s\","
                  + " cluster: site-%d-%d, poll: { interval: 1s, timeout: 2s } }%n",
              i,
              i % kind.chains(),
              url.apply(i),
              i % kind.chains(),
              i / kind.chains() % 3));
    }
    return out.toString();
  }
}

package io.driftgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.plan.NodePlan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NodeProtocolsTest {
  private static final String SOLANA = "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d";

  @Test
  void shouldTakeEachProtocolsOwnChainId() {
    assertThat(read("8453", "op-node", "op-node", "").problems()).isEmpty();
    assertThat(read(SOLANA, "solana", "solana", "").problems()).isEmpty();
    assertThat(only(read("8453", "solana", "solana", "")))
        .contains("chains[0].chainId: must be the genesis hash");
    assertThat(only(read(SOLANA, "op-node", "op-node", "")))
        .contains("chains[0].chainId: must be the rollup's chain id");
  }

  @Test
  void shouldRefuseTwoProtocolsOnOneChain() {
    assertThat(only(read("8453", "evm", "op-node", "")))
        .contains("nodes[1].protocol: must be evm, as of the chain's first node");
  }

  @Test
  void shouldRefuseAWebSocketOfANodeThatPushesNothing() {
    assertThat(only(read("8453", "op-node", "op-node", ", ws: 'ws://127.0.0.1:2'")))
        .contains("nodes[1].ws: is of no use: a node that speaks op-node pushes nothing");
  }

  @Test
  void shouldCountAPollsErrorWhereOnlyMovesArePushed() {
    Configuration read =
        read(SOLANA, "solana", "solana", ", ws: 'ws://127.0.0.1:2'").configuration().orElseThrow();

    assertThat(read.fleet().nodes())
        .extracting(NodePlan::errorBarNanos)
        .containsExactly(2_500_000_000L, 2_500_000_000L);
  }

  private static String only(Reading reading) {
    assertThat(reading.problems()).hasSize(1);
    return reading.problems().get(0).toString();
  }

  private static Reading read(String chainId, String first, String second, String rest) {
    String text =
        String.join(
            "\n",
            "chains:",
            "  - { id: c, chainId: " + chainId + ", blockTime: 2s }",
            "nodes:",
            "  - { id: n1, chain: c, protocol: " + first + ", http: 'http://127.0.0.1:1' }",
            "  - { id: n2, chain: c, protocol: "
                + second
                + ", http: 'http://127.0.0.1:2'"
                + rest
                + " }",
            "policies:",
            "  - { id: p, bounds: [ { metric: head.staleness, withdraw: 40s } ] }",
            "markets:",
            "  - { id: M, legs: [ { chain: c, policy: p } ] }");
    return ConfigReader.read(
        "gate.yaml", Path.of("."), text.getBytes(StandardCharsets.UTF_8), name -> Optional.empty());
  }
}

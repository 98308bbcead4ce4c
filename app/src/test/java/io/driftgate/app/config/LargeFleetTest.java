package io.driftgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LargeFleetTest {
  private static final String BEFORE =
      """
      server: { host: 127.0.0.1, port: 8080 }
      data: ./data
      chains:
        - { id: eth, chainId: 1, blockTime: 12s, quorum: { fraction: 2/3, minNodes: 2 } }
      policies:
        - { id: majors, bounds: [ { metric: head.staleness, widen: 28s, withdraw: 40s } ] }
      markets:
        - { id: ETH, legs: [ { chain: eth, policy: majors } ] }
      nodes:
      """;

  @Test
  void shouldReadTenThousandNodesWithKeysInTheirUrls() {
    String key = "k".repeat(64);
    String nodes =
        IntStream.range(0, 10_000).mapToObj(i -> node(i, key)).collect(Collectors.joining("\n"));
    Reading reading =
        ConfigReader.read(
            "gate.yaml", Path.of("/etc"), bytes(BEFORE + nodes), name -> Optional.empty());
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.configuration().orElseThrow().nodes()).hasSize(10_000);
  }

  private static String node(int i, String key) {
    return ("  - { id: provider-node-%d, chain: eth, http: \"http://10.0.0.1:8545/v3/%s\","
            + " ws: \"ws://10.0.0.1:8546/v3/%s\", cluster: london, operator: someone,"
            + " family: geth, poll: { interval: 1s, timeout: 2s } }")
        .formatted(i, key, key);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

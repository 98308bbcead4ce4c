package io.driftgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A chain whose id is a name, as on CometBFT chains. */
final class NamedChainTest {
  private static final String CONFIGURATION =
      """
      chains: [ { id: dydx, chainId: dydx-mainnet-1, blockTime: 1s, quorum: { minNodes: 1 } } ]
      nodes:
        - { id: n1, chain: dydx, protocol: cometbft, http: 'http://127.0.0.1:26657' }
      policies: [ { id: p, bounds: [ { metric: head.staleness, withdraw: 10s } ] } ]
      markets: [ { id: BTC, legs: [ { chain: dydx, policy: p } ] } ]
      """;

  @Test
  void shouldReadAChainIdThatIsAName() {
    Reading reading = read(CONFIGURATION);

    assertThat(reading.problems()).isEmpty();
    NodeAccess node = reading.configuration().orElseThrow().nodes().get(0);
    assertThat(node.chain().chainId()).isEqualTo("dydx-mainnet-1");
    assertThat(node.protocol().name()).isEqualTo("cometbft");
  }

  @Test
  void shouldRefuseItForNodesThatKnowChainsByNumber() {
    assertThat(read(CONFIGURATION.replace("protocol: cometbft, ", "")).problems())
        .extracting(Problem::message)
        .singleElement()
        .asString()
        .startsWith("must be an EVM chain id, a whole number from 1 on");
  }

  @Test
  void shouldBeRightBySchemaToo() throws Exception {
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Starter.schema())
                .validate(new YAMLMapper().readTree(CONFIGURATION)))
        .isEmpty();
  }

  private static Reading read(String text) {
    return ConfigReader.read(
        "gate.yaml",
        Path.of("/etc/driftgate"),
        text.getBytes(StandardCharsets.UTF_8),
        name -> Optional.empty());
  }
}

package io.driftgate.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftgate.collector.evm.EvmProtocol;
import io.driftgate.collector.protocol.Watched;
import io.driftgate.core.fact.NodeId;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NodeEndpointTest {
  private static final long MS = 1_000_000;

  @Test
  void shouldShowNeitherPathNorQueryNorHeaders() {
    NodeEndpoint endpoint =
        new NodeEndpoint(
            new NodeId("a"),
            URI.create("https://rpc.example/v2/s3cret?key=s3cret"),
            Optional.of(URI.create("wss://rpc.example:8546/s3cret")),
            new EvmProtocol(),
            new Watched("1", true),
            MS,
            false,
            MS,
            Map.of("Authorization", "Bearer s3cret"));
    assertThat(endpoint).hasToString("a at rpc.example:443 and rpc.example:8546, chain 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ws://h/s3cret", "file:///s3cret", "http:///s3cret", "http://u:s3cret@h/"})
  void shouldRefuseOtherUrisWithoutRepeatingThem(String uri) {
    assertThatThrownBy(() -> polled(uri, 1, MS, MS))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("s3cret");
  }

  @Test
  void shouldRefuseNumbersThatMeanNothing() {
    assertThatThrownBy(() -> polled("http://h", 0, MS, MS)).hasMessageContaining("chain id");
    assertThatThrownBy(() -> polled("http://h", 1, 5, MS)).hasMessageContaining("interval");
    assertThatThrownBy(() -> polled("http://h", 1, MS, 5)).hasMessageContaining("timeout");
  }

  private static NodeEndpoint polled(String uri, long chainId, long interval, long timeout) {
    return new NodeEndpoint(
        new NodeId("a"),
        URI.create(uri),
        Optional.empty(),
        new EvmProtocol(),
        new Watched(Long.toString(chainId), true),
        interval,
        false,
        timeout,
        Map.of());
  }
}

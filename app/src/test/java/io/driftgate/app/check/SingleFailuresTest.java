package io.driftgate.app.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.app.config.ConfigReader;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.plan.FleetPlan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SingleFailuresTest {
  private static final String HEAD =
      """
      chains:
        - { id: eth, chainId: 1, blockTime: 12s, quorum: { %s } }
      nodes:
        - { id: n1, chain: eth, http: 'http://h', ws: 'ws://h', cluster: ldn, operator: a, family: geth }
        - { id: n2, chain: eth, http: 'http://h', ws: 'ws://h', cluster: ldn, operator: a, family: besu }
        - { id: n3, chain: eth, http: 'http://h', ws: 'ws://h', operator: b, family: geth }
        - { id: n4, chain: eth, http: 'http://h', ws: 'ws://h', operator: c, family: geth, weight: 0 }
      policies:
        - { id: p, bounds: [ { metric: head.staleness, withdraw: 40s }%s ] }
      markets:
        - { id: M, legs: [ { %s, policy: p } ] }
      """;

  @Test
  void shouldNameWhoTakesTheQuorumAway() {
    assertThat(withdrawing("fraction: 2/3", "", "chain: eth"))
        .containsExactly("family geth", "operator a");
  }

  @Test
  void shouldCountAgainstTheConfiguredWeight() {
    assertThat(withdrawing("fraction: 0.7", "", "chain: eth"))
        .containsExactly(
            "node n1",
            "node n2",
            "node n3",
            "family geth",
            "family besu",
            "operator a",
            "operator b");
  }

  @Test
  void shouldCountFamiliesAndOperators() {
    assertThat(withdrawing("families: 2", "", "chain: eth")).contains("node n2", "family besu");
    assertThat(withdrawing("operators: 2", "", "chain: eth")).contains("node n3", "operator b");
  }

  @Test
  void shouldWithdrawALegWhoseNodeOrClusterIsGone() {
    assertThat(withdrawing("fraction: 2/3", "", "node: n4")).contains("node n4", "operator c");
    assertThat(withdrawing("fraction: 2/3", "", "cluster: ldn")).doesNotContain("node n1");
  }

  @Test
  void shouldCountBoundsOnAgreementAndObservers() {
    assertThat(withdrawing("", ", { metric: quorum.agreement, withdraw: 0.7 }", "chain: eth"))
        .contains("node n1", "node n2", "node n3")
        .doesNotContain("node n4");
    assertThat(withdrawing("", ", { metric: observers, withdraw: 2 }", "cluster: ldn"))
        .contains("node n1", "node n2")
        .doesNotContain("node n3");
  }

  @Test
  void shouldCountABoundOnANodeThatIsGone() {
    assertThat(
            withdrawing("", ", { metric: behind, scope: 'node:n3', withdraw: 5s }", "chain: eth"))
        .contains("node n3")
        .doesNotContain("node n1");
  }

  @Test
  void shouldCountTheDataOfANodeThatIsGoneAsTooOld() {
    assertThat(
            withdrawing("", ", { metric: data.age, scope: 'node:n3', withdraw: 5s }", "chain: eth"))
        .contains("node n3")
        .doesNotContain("node n1");
  }

  @Test
  void shouldCountHalfAClusterAsNoMajorityOfIt() {
    assertThat(withdrawing("", ", { metric: behind, withdraw: 5s }", "cluster: ldn"))
        .contains("node n1", "node n2")
        .doesNotContain("node n3");
  }

  @Test
  void shouldSayWhenAMarketCanNeverOpen() {
    FleetPlan plan = plan("", ", { metric: observers, withdraw: 4 }", "chain: eth");

    assertThat(Summary.of(plan)).anyMatch(line -> line.startsWith("market M can never open"));
  }

  private static List<String> withdrawing(String quorum, String bound, String leg) {
    return SingleFailures.of(plan(quorum, bound, leg)).stream()
        .filter(failure -> failure.withdrawn().contains(new MarketId("M")))
        .map(failure -> failure.kind() + " " + failure.name())
        .toList();
  }

  private static FleetPlan plan(String quorum, String bound, String leg) {
    String text = HEAD.formatted(quorum, bound, leg);
    return ConfigReader.read(
            "t.yaml", Path.of("/"), text.getBytes(StandardCharsets.UTF_8), name -> Optional.empty())
        .configuration()
        .orElseThrow()
        .fleet();
  }
}

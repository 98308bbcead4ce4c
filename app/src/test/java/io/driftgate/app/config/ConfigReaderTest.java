package io.driftgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.Metric;
import io.driftgate.core.plan.Ratio;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ConfigReaderTest {
  private static final List<String> GOOD =
      List.of(
          "server: { host: 127.0.0.1, port: 8080 }",
          "feed: { heartbeat: 250ms, lease: 1s }",
          "data: ./data",
          "chains:",
          "  - id: eth",
          "    chainId: 1",
          "    blockTime: 12s",
          "    quorum: { fraction: 2/3, minNodes: 2 }",
          "nodes:",
          "  - { id: n1, chain: eth, http: 'http://127.0.0.1:1', cluster: ldn }",
          "  - { id: n2, chain: eth, http: 'http://127.0.0.1:2', ws: 'ws://127.0.0.1:2' }",
          "  - { id: n3, chain: eth, http: 'http://127.0.0.1:3', poll: { interval: 1s } }",
          "policies:",
          "  - id: majors",
          "    bounds:",
          "      - { metric: head.staleness, widen: 28s, withdraw: 40s }",
          "      - { metric: finality.lag, unit: blocks, withdraw: 128 }",
          "    recovery: { hold: 10s, clear: 0.8 }",
          "markets:",
          "  - id: ETH",
          "    legs:",
          "      - { chain: eth, policy: majors }");

  @Test
  void shouldReadWhatIsRight() {
    Configuration configuration = read(GOOD).configuration().orElseThrow();

    assertThat(configuration.fleet().nodes()).hasSize(3);
    assertThat(configuration.fleet().chains().get(0).quorum().fraction())
        .isEqualTo(new Ratio(2, 3));
    assertThat(configuration.nodes().get(2).intervalNanos()).isEqualTo(1_000_000_000L);
    assertThat(configuration.fleet().nodes().get(0).errorBarNanos()).isEqualTo(2_500_000_000L);
    assertThat(configuration.fleet().nodes().get(1).errorBarNanos()).isZero();
    assertThat(configuration.nodes().get(0).chain().chainId()).isEqualTo("1");
    assertThat(configuration.nodes()).allMatch(node -> node.chain().verifyHeaders());
    assertThat(configuration.dataFolder()).isEqualTo(Path.of("/etc/driftgate/data"));
    assertThat(configuration.collectorLoops()).isEmpty();
  }

  static Stream<Arguments> serverMistakes() {
    return Stream.of(
        on(1, "server: { host: 0.0.0.0 }", "server.host", "insecure: true"),
        on(1, "server: { port: 70000 }", "server.port", "0 to 65535"),
        on(1, "server: { prot: 80 }", "server.prot", "did you mean 'port'?"),
        on(1, "server: { tls: { certificate: c } }", "server.tls.key", "is missing"),
        on(1, "server: { tokens: [] }", "server.tokens", "is empty"),
        on(1, "server: 8080", "server", "must be a section"),
        on(1, "collectors: { loops: 65 }", "collectors.loops", "0 to 64"),
        on(1, "alerts: []", "alerts", "not supported by this version"),
        on(2, "feed: { heartbeat: 2s, lease: 1s }", "feed.heartbeat", "longer than the lease"),
        on(2, "feed: { lease: 1 s }", "feed.lease", "write 500ms, 12s, 10m or 1h"),
        on(2, "feed: { drill: 30ms }", "feed.drill", "more often than once a second"),
        on(3, "data: ${env:HOME}", "data", "addresses, headers and secrets only"),
        on(3, "data:", "data", "has no value"),
        on(3, "date: x", "date", "did you mean 'data'?"));
  }

  static Stream<Arguments> chainMistakes() {
    return Stream.of(
        on(6, "    chainId: one", "chains[0].chainId", "whole number"),
        arguments(6, "    chainId: 1\n    quiet: never", 7, "chains[0].quiet", "write legal"),
        on(7, "    blockTime: 0s", "chains[0].blockTime", "out of range"),
        on(8, "    maxLead: 0", "chains[0].maxLead", "from 1 to"),
        on(8, "    headerVerification: no", "chains[0].headerVerification", "'no'"),
        on(8, "    quorum: { fraction: 1/2 }", "chains[0].quorum.fraction", "more than 1/2"),
        on(8, "    quorum: { fraction: 3/2 }", "chains[0].quorum.fraction", "above 1"),
        on(8, "    quorum: { minNodes: 4 }", "chains[0].quorum.minNodes", "3 vote"),
        on(8, "    quorum: { operators: 9 }", "chains[0].quorum.operators", "name 0"),
        on(8, "    preset: etherium", "chains[0].preset", "did you mean 'ethereum'?"));
  }

  static Stream<Arguments> nodeMistakes() {
    return Stream.of(
        node("id: n2, chain: eth, http: 'http://127.0.0.1:1'", "id", "already taken", 11, 1),
        node("id: n1, chain: btc, http: 'http://127.0.0.1:1'", "chain", "known: eth"),
        node("id: n1, chian: eth, http: 'http://127.0.0.1:1'", "chian", "did you mean 'chain'?"),
        node("id: n1, chain: eth", "http", "is missing"),
        node("id: n1, chain: eth, http: 'ftp://127.0.0.1:1'", "http", "another scheme"),
        node("id: n1, chain: eth, http: 'http://u:p@127.0.0.1:1'", "http", "user or password"),
        node("id: n1, chain: eth, http: 'http://eth.example.com'", "http", "write https://"),
        node("id: n1, chain: eth, http: 'http://8.8.8.8'", "http", "write https://"),
        node("id: n1, chain: eth, http: 'https://x/${env:NONE}'", "http", "NONE is not set"),
        node("id: n1, chain: eth, http: 'https://x/${file:none}'", "http", "file none cannot"),
        node("id: n1, chain: eth, http: 'https://x/${exec:id}'", "http", "neither ${env:NAME}"),
        node("id: n1, chain: eth, http: 'http://a b'", "http", "is no URL"),
        node("id: n1, chain: eth, http: 'http://h', weight: -1", "weight", "0 to 1000000"),
        node("id: n1, chain: eth, http: 'http://h', protocol: evn", "protocol", "'evm'?"),
        node(
            "id: n1, chain: eth, http: 'http://h', poll: { budget: 2/s, interval: 1s }",
            "poll.budget",
            "write one of them"),
        node(
            "id: n1, chain: eth, http: 'http://h', headers: { Authorization: x }",
            "headers.Authorization",
            "secret in the file"));
  }

  static Stream<Arguments> policyMistakes() {
    return Stream.of(
        bound("metric: head.stalenes, withdraw: 40s", ".metric", "did you mean 'head.staleness'?"),
        bound("metric: head.staleness, withdraw: 40", ".withdraw", "is no duration"),
        // 2^64 ns and a little: what a long makes of it would be 25 minutes
        bound("metric: head.staleness, withdraw: 5124096h", ".withdraw", "is out of range"),
        bound("metric: head.staleness, withdraw: 10s", "", "never relax", "markets[0].legs[0]", 22),
        bound("metric: head.staleness, widen: 50s, withdraw: 40s", "", "exchange the two"),
        bound("metric: head.staleness", "", "needs at least one of"),
        bound("metric: head.staleness, withdraw: 40s, window: 5m", ".window", "no window"),
        bound("metric: head.staleness, withdraw: 40s, minSamples: 5", ".minSamples", "no samples"),
        second("metric: drift.p98, withdraw: 2s", ".metric", "did you mean 'drift.p9"),
        second("metric: drift.p99, withdraw: 2s, window: 5 m", ".window", "is no duration"),
        second("metric: drift.p99, withdraw: 2s, minSamples: 0", ".minSamples", "from 1 to"),
        second("metric: reorg.depth, withdraw: 2s", ".withdraw", "whole number"),
        second("metric: batch.lag, unit: count, withdraw: 2", ".metric", "unit: blocks or ms"),
        second("metric: drift.p99, scope: 'planet:x', withdraw: 2s", ".scope", "write chain:"),
        arguments(
            17,
            "      - { metric: drift.p99, withdraw: 2s, window: 5m }",
            22,
            "markets[0].legs[0]",
            "25 blocks in its window"),
        arguments(
            17,
            "      - { metric: drift.p99, scope: 'operator:us', withdraw: 2s }",
            22,
            "markets[0].legs[0]",
            "operator:us, which does not exist"),
        bound(
            "metric: head.staleness, withdraw: 40s, scope: 'node:n1'", "", "no value over node:n1"),
        on(
            17,
            "      - { metric: diverged, withdraw: 2 }",
            "policies[0].bounds[1].withdraw",
            "above 1"),
        on(
            17,
            "      - { metric: observers, withdraw: 1s }",
            "policies[0].bounds[1].withdraw",
            "whole"),
        on(
            17,
            "      - { metric: finality.lag, unit: count, withdraw: 1 }",
            "policies[0].bounds[1].metric",
            "unit: blocks or ms"),
        on(
            17,
            "      - { metric: head.staleness, withdraw: 90s }",
            "policies[0].bounds[1]",
            "twice"),
        on(18, "    maxPause: 0s", "policies[0].maxPause", "out of range"),
        on(18, "    recovery: { clear: 0.8001 }", "policies[0].recovery.clear", "three decimals"),
        on(18, "    recovery: { hold: 10s, maxHold: 5s }", "policies[0].recovery.maxHold", "below"),
        on(
            18,
            "    onUnknown: { pauseLiquidations: yes }",
            "policies[0].onUnknown.pauseLiquidations",
            "neither true nor false"));
  }

  static Stream<Arguments> marketMistakes() {
    return Stream.of(
        leg("chain: eht, policy: majors", ".chain", "did you mean 'eth'?"),
        leg("chain: eth, policy: minors", ".policy", "did you mean 'majors'?"),
        leg("chain: eth, policy: other", ".policy", "known: majors"),
        leg("cluster: tky, policy: majors", ".cluster", "known: ldn"),
        leg("policy: majors", "", "one of chain, cluster, node"),
        shadow("market: ETX, policy: majors", "[0].market", "did you mean 'ETH'?"),
        shadow("market: ETH, policy: minors", "[0].policy", "did you mean 'majors'?"),
        shadow("market: ETH", "[0].policy", "is missing"),
        on(3, "shadow: []", "shadow", "at least one"));
  }

  private static Arguments on(int line, String text, String path, String message) {
    return arguments(line, text, line, path, message);
  }

  private static Arguments node(String text, String key, String message) {
    return on(10, "  - { " + text + ", cluster: ldn }", "nodes[0]." + key, message);
  }

  private static Arguments node(String text, String key, String message, int line, int index) {
    return arguments(10, "  - { " + text + " }", line, "nodes[" + index + "]." + key, message);
  }

  private static Arguments bound(String text, String key, String message) {
    return on(16, "      - { " + text + " }", "policies[0].bounds[0]" + key, message);
  }

  private static Arguments bound(String text, String key, String message, String path, int line) {
    return arguments(16, "      - { " + text + " }", line, path + key, message);
  }

  private static Arguments second(String text, String key, String message) {
    return on(17, "      - { " + text + " }", "policies[0].bounds[1]" + key, message);
  }

  private static Arguments shadow(String text, String key, String message) {
    return on(3, "shadow: [ { " + text + " } ]", "shadow" + key, message);
  }

  private static Arguments leg(String text, String key, String message) {
    return on(22, "      - { " + text + " }", "markets[0].legs[0]" + key, message);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource({
    "serverMistakes",
    "chainMistakes",
    "nodeMistakes",
    "policyMistakes",
    "marketMistakes"
  })
  void shouldReportOneMistakeOnceOnItsLine(
      int changed, String text, int line, String path, String message) {
    List<String> lines =
        IntStream.rangeClosed(1, GOOD.size())
            .mapToObj(i -> i == changed ? text : GOOD.get(i - 1))
            .toList();

    List<Problem> problems = read(lines).problems();

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).toString()).startsWith("gate.yaml:" + line + ": " + path + ": ");
    assertThat(problems.get(0).message()).contains(message);
  }

  @Test
  void shouldReadWindowsPausesLeadsAndShadows() {
    List<String> lines =
        GOOD.stream()
            .map(
                line ->
                    line.replace(
                            "blockTime: 12s",
                            "blockTime: 12s\n    maxLead: 7\n    headerVerification: off")
                        .replace("data: ./data", "shadow: [ { market: ETH, policy: majors } ]")
                        .replace("recovery:", "maxPause: 5m\n    recovery:")
                        .replace(
                            "{ metric: finality.lag, unit: blocks, withdraw: 128 }",
                            "{ metric: drift.p99.9, window: 30m, minSamples: 50, widen: 2s }"))
            .toList();

    Configuration configuration = read(lines).configuration().orElseThrow();

    assertThat(configuration.nodes()).noneMatch(node -> node.chain().verifyHeaders());
    FleetPlan fleet = configuration.fleet();
    BoundPlan drift = fleet.markets().get(0).legs().get(0).policy().bounds().get(1);
    assertThat(drift.metric()).isEqualTo(Metric.DRIFT_P999);
    assertThat(drift.windowNanos()).isEqualTo(1_800_000_000_000L);
    assertThat(drift.minSamples()).isEqualTo(50);
    assertThat(fleet.chains().get(0).maxLeadBlocks()).isEqualTo(7);
    assertThat(fleet.shadows().get(0).market().value()).isEqualTo("ETH");
    assertThat(fleet.shadows().get(0).policy().maxPauseNanos()).isEqualTo(300_000_000_000L);
  }

  @Test
  void shouldBlameAnImpossibleNameOnlyWhereItIsGiven() {
    List<String> lines =
        GOOD.stream()
            .map(
                line ->
                    line.replace("eth,", "e th,")
                        .replace("id: eth", "id: e th")
                        .replace("majors", "m!"))
            .toList();

    assertThat(read(lines).problems())
        .extracting(Problem::path)
        .containsExactly("chains[0].id", "policies[0].id");
  }

  @Test
  void shouldReportAKeyThatIsGivenTwice() {
    List<Problem> problems = read("data: a", "data: b").problems();

    assertThat(problems.get(problems.size() - 1).toString())
        .isEqualTo("gate.yaml:2: data: key is already given on line 1; keep one of them");
  }

  @Test
  void shouldNameTheLineWhenTheFileIsNoYaml() {
    assertThat(read("data: x", "chains: [").problems().get(0).toString())
        .startsWith("gate.yaml:2: this is not YAML: ");
  }

  @Test
  void shouldRefuseWhatIsTooLargeTooDeepOrMultipliesItself() {
    String deep = "data: " + "[".repeat(5_000) + "]".repeat(5_000);
    String wide = "data: " + "x".repeat(YamlTree.MAX_BYTES);
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
      laughs.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(",", tenOf("*a" + (i - 1)))));
    }

    for (String text : List.of(deep, wide, laughs.toString(), "", "\0", "a: &a [*a]")) {
      assertThat(read(text).problems()).as("%.20s", text).hasSize(1);
    }
  }

  private static List<String> tenOf(String text) {
    return IntStream.range(0, 10).mapToObj(i -> text).toList();
  }

  @Test
  void shouldNeverShowWhatAReferenceHolds() {
    List<String> lines =
        GOOD.stream()
            .map(
                line ->
                    line.replace(
                        "'http://127.0.0.1:1'",
                        "'https://rpc/${env:KEY}', headers: { Authorization: 'Bearer ${env:KEY}' }"))
            .toList();

    Configuration configuration = read(lines).configuration().orElseThrow();

    assertThat(configuration.nodes().get(0).http().getPath()).isEqualTo("/s3cret");
    assertThat(configuration.nodes().get(0).headers())
        .containsEntry("Authorization", "Bearer s3cret");
    assertThat(configuration.toString()).doesNotContain("s3cret");
  }

  @Test
  void shouldTakeAPresetAndOverrideItOneByOne() {
    List<String> lines =
        GOOD.stream()
            .map(
                line ->
                    line.replace("chainId: 1", "preset: ethereum")
                        .replace("blockTime: 12s", "sync: { tolerance: 1s }"))
            .toList();

    Configuration configuration = read(lines).configuration().orElseThrow();

    assertThat(configuration.nodes().get(0).chain().chainId()).isEqualTo("1");
    assertThat(configuration.fleet().chains().get(0).blockTimeNanos()).isEqualTo(12_000_000_000L);
    assertThat(configuration.fleet().chains().get(0).toleranceNanos()).isEqualTo(1_000_000_000L);
  }

  @Test
  void shouldFindMistakesOfEveryPartInOneRun() {
    List<String> lines =
        GOOD.stream()
            .map(
                line ->
                    line.replace("port: 8080", "port: http")
                        .replace("2/3", "1/3")
                        .replace("interval: 1s", "intervall: 1s")
                        .replace("128", "12s")
                        .replace("policy: majors", "policy: nobodys"))
            .toList();

    assertThat(read(lines).problems())
        .extracting(Problem::line, Problem::path)
        .containsExactly(
            tuple(1, "server.port"),
            tuple(8, "chains[0].quorum.fraction"),
            tuple(12, "nodes[2].poll.intervall"),
            tuple(17, "policies[0].bounds[1].withdraw"),
            tuple(22, "markets[0].legs[0].policy"));
  }

  private static Reading read(List<String> lines) {
    return read(lines.toArray(String[]::new));
  }

  private static Reading read(String... lines) {
    return ConfigReader.read(
        "gate.yaml",
        Path.of("/etc/driftgate"),
        String.join("\n", Arrays.asList(lines)).getBytes(StandardCharsets.UTF_8),
        name -> Optional.ofNullable(Map.of("KEY", "s3cret").get(name)));
  }
}

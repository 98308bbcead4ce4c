package io.driftgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.FleetPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class PresetsTest {
  private static final Pattern SOURCE =
      Pattern.compile("https://|docs/|PIP-|SIMD-|[Aa]ssumed|As above");
  private static final Pattern NUMBER = Pattern.compile("^ *(?:- )?[^#]*[0-9]");

  /** The plan that a preset's starting configuration makes. */
  static FleetPlan fleet(String preset) {
    return read(List.of(preset)).fleet();
  }

  private static Configuration read(List<String> presets) {
    Reading reading =
        ConfigReader.read(
            "starter.yaml",
            Path.of("."),
            Starter.text(presets).getBytes(StandardCharsets.UTF_8),
            name -> Optional.empty());
    assertThat(reading.problems()).isEmpty();
    return reading.configuration().orElseThrow();
  }

  static List<String> names() {
    return Presets.names();
  }

  @ParameterizedTest
  @CsvSource({
    "ethereum, evm, 1, 12000",
    "arbitrum-one, evm, 42161, 250",
    "base, evm, 8453, 2000",
    "op-mainnet, evm, 10, 2000",
    "polygon-pos, evm, 137, 1750",
    "solana, solana, 5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d, 200",
    "dydx, cometbft, dydx-mainnet-1, 500",
    "hyperliquid-evm, evm, 999, 1000",
  })
  void shouldBringAChainWithNodesOfItsProtocol(
      String name, String protocol, String chainId, long blockTimeMs) {
    Configuration configuration = read(List.of(name));
    ChainPlan chain = configuration.fleet().chains().get(0);

    assertThat(configuration.nodes())
        .hasSize(3)
        .allMatch(node -> node.protocol().name().equals(protocol))
        .allMatch(node -> node.chain().chainId().equals(chainId))
        .allMatch(node -> node.protocol().objectionTo(chainId).isEmpty());
    assertThat(chain.blockTimeNanos()).isEqualTo(blockTimeMs * 1_000_000);
    assertThat(chain.quietLegal()).isEqualTo(name.equals("arbitrum-one"));
    assertThat(configuration.nodes())
        .extracting(NodeAccess::chain)
        .allMatch(watched -> watched.verifyHeaders() != name.equals("hyperliquid-evm"));
  }

  @Test
  void shouldStandTogetherInOneFile() {
    assertThat(read(Presets.names()).fleet().chains()).hasSize(Presets.names().size());
  }

  /** Each line with a number stands under a comment that says where the number comes from. */
  @ParameterizedTest
  @MethodSource("names")
  void shouldNameASourceForEachNumber(String name) {
    List<String> unsourced = new ArrayList<>();
    for (String file : List.of("values", "policies")) {
      StringBuilder comment = new StringBuilder();
      boolean told = true;
      for (String line : lines(name, file)) {
        if (line.strip().startsWith("#")) {
          comment = told ? new StringBuilder(line) : comment.append(line);
          told = false;
        } else {
          told = true;
          if (NUMBER.matcher(line).find() && !SOURCE.matcher(comment + line).find()) {
            unsourced.add(file + ": " + line);
          }
        }
      }
    }

    assertThat(unsourced).isEmpty();
  }

  private static List<String> lines(String name, String file) {
    return Starter.resource("presets/" + name + "/" + file + ".yaml").lines().toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldBeDescribedAsTheyAre(String name) throws Exception {
    String page = Files.readString(Path.of("..", "docs", "presets.md"));

    assertThat(page).contains(rows(name));
  }

  /** What the page's tables must say of a preset. */
  private static List<String> rows(String name) throws IOException {
    YAMLMapper yaml = new YAMLMapper();
    JsonNode values = yaml.readTree(Starter.resource("presets/" + name + "/values.yaml"));
    JsonNode nodes = yaml.readTree(Starter.resource("presets/" + name + "/nodes.yaml"));
    List<String> rows = new ArrayList<>();
    rows.add(
        row(
            "`" + name + "`",
            nodes.get(0).path("protocol").asText("evm"),
            "`" + values.path("chainId").asText() + "`",
            values.path("blockTime").asText(),
            values.path("quiet").asText("no"),
            values.at("/divergence/grace").asText("default"),
            values.at("/sync/tolerance").asText("default"),
            values.path("headerVerification").asBoolean(true) ? "on" : "off"));
    for (JsonNode policy : yaml.readTree(Starter.resource("presets/" + name + "/policies.yaml"))) {
      for (JsonNode bound : policy.path("bounds")) {
        rows.add(
            row(
                "`" + policy.path("id").asText() + "`",
                "`" + bound.path("metric").asText() + "`",
                bound.path("widen").asText("–"),
                bound.path("withdraw").asText("–"),
                bound.path("pauseLiquidations").asText("–")));
      }
    }
    return rows;
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }
}

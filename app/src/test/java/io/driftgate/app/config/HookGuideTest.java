package io.driftgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guide to hooks shows can be used as it stands there. */
final class HookGuideTest {
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  private void secret(String name, String text) throws IOException {
    Path secret = folder.resolve(name);
    Files.writeString(secret, text + "\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
  }

  private Reading read(String hooks) {
    String text =
        hooks
            + """
            chains: [ { id: eth, chainId: 1, blockTime: 12s, quorum: { fraction: 2/3, minNodes: 1 } } ]
            nodes: [ { id: n1, chain: eth, http: 'http://127.0.0.1:1' } ]
            policies: [ { id: p, bounds: [ { metric: head.staleness, withdraw: 40s } ] } ]
            markets: [ { id: ETH-PERP, legs: [ { chain: eth, policy: p } ] } ]
            """;
    return ConfigReader.read(
        "f.yaml", folder, text.getBytes(StandardCharsets.UTF_8), name -> Optional.of("public"));
  }

  private static List<String> samples(String... guide) throws IOException {
    Matcher sample = YAML.matcher(Files.readString(Path.of("..", guide)));
    return sample.results().map(found -> found.group(1)).toList();
  }

  @Test
  void shouldTakeTheGuidesConfiguration() throws Exception {
    secret("hook-secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    Reading reading = read(samples("docs", "hooks.md").get(0));
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.configuration().orElseThrow().hooks()).hasSize(2);
  }

  @Test
  void shouldTakeEachVenuesConfiguration() throws Exception {
    secret("hyperliquid-api-wallet", "0x" + "1f".repeat(32));
    for (String name : List.of("deribit", "bitmex", "binance", "okx", "bybit")) {
      secret(name + "-secret", "hush");
    }
    secret("okx-passphrase", "word");
    List<String> kinds = new ArrayList<>();
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Starter.schema());
    for (String sample : samples("docs", "hooks", "venues.md")) {
      Reading reading = read(sample);
      assertThat(reading.problems()).isEmpty();
      reading.configuration().orElseThrow().hooks().forEach(hook -> kinds.add(hook.kind()));
      assertThat(schema.validate(new YAMLMapper().readTree(sample)))
          .filteredOn(message -> message.getInstanceLocation().toString().contains("hooks"))
          .isEmpty();
    }
    assertThat(kinds)
        .containsExactly("deribit", "hyperliquid", "bitmex", "binance-usdm", "okx", "bybit");
  }
}

package io.driftgate.simulator.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real headers of public chains, as their nodes show them. */
final class HeaderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "mainnet-20013090-cancun.json",
        "mainnet-24630100-prague.json",
        "sepolia-7839744-prague.json"
      })
  void shouldHashRealHeadersAsTheirChainDid(String file) throws IOException {
    JsonNode block = block(file);

    assertThat(HeaderJson.read(block).hash()).hasToString(block.get("hash").textValue());
  }

  @Test
  void shouldHashDifferentlyWhenAnyFieldDiffers() throws IOException {
    Header real = HeaderJson.read(block("mainnet-24630100-prague.json"));

    for (HeaderField field : HeaderField.values()) {
      Map<HeaderField, String> changed = new EnumMap<>(real.fields());
      changed.merge(field, "", (hex, nothing) -> flipped(hex));
      assertThat(new Header(changed).hash()).as("%s", field).isNotEqualTo(real.hash());
    }
  }

  @Test
  void shouldRefuseAHeaderWithAGap() throws IOException {
    Map<HeaderField, String> gap =
        new EnumMap<>(HeaderJson.read(block("mainnet-20013090-cancun.json")).fields());
    gap.remove(HeaderField.MIX_HASH);

    assertThatThrownBy(() -> new Header(gap))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NONCE");
  }

  private static String flipped(String hex) {
    int last = hex.length() - 1;
    return hex.substring(0, last) + (hex.charAt(last) == '1' ? '2' : '1');
  }

  private static JsonNode block(String file) throws IOException {
    try (InputStream resource = HeaderTest.class.getResourceAsStream(file)) {
      return new ObjectMapper().readTree(resource);
    }
  }
}

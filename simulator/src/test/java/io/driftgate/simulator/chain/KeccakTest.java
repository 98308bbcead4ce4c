package io.driftgate.simulator.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KeccakTest {
  @Test
  void shouldGiveTheKnownAnswers() {
    assertThat(hash(""))
        .isEqualTo("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
    assertThat(hash("abc"))
        .isEqualTo("0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
  }

  @Test
  void shouldGiveEthereumsHashesOfNothing() {
    assertThat(Keccak.hash(Rlp.list(List.of())))
        .as("no uncles")
        .hasToString("0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347");
    assertThat(Keccak.hash(Rlp.string(new byte[0])))
        .as("an empty trie")
        .hasToString("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");
  }

  @Test
  void shouldDeriveDifferentValuesForDifferentNames() {
    assertThat(Keccak.derived(1, 0, 7, "state"))
        .isEqualTo(Keccak.derived(1, 0, 7, "state"))
        .isNotEqualTo(Keccak.derived(1, 0, 7, "miner"))
        .isNotEqualTo(Keccak.derived(1, 0, 8, "state"))
        .isNotEqualTo(Keccak.derived(1, 1, 7, "state"))
        .isNotEqualTo(Keccak.derived(2, 0, 7, "state"));
  }

  private static String hash(String text) {
    return Keccak.hash(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}

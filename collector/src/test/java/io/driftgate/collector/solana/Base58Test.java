package io.driftgate.collector.solana;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.Hash;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Base58Test {
  @Test
  void shouldReadWhatDivisionWrites() {
    Random chance = new Random(7);
    for (int round = 0; round < 10_000; round++) {
      byte[] bytes = new byte[32];
      for (int i = chance.nextInt(32); i < 32; i++) {
        bytes[i] = (byte) chance.nextInt(256);
      }
      Hash hash = Hash.of(bytes);
      assertThat(Base58.hash(Slots.base58(hash))).contains(hash);
    }
  }

  @Test
  void shouldReadTheLeastTheMostAndMainnet() {
    assertThat(Base58.hash(Slots.ZERO)).contains(Hash.ZERO);
    assertThat(Base58.hash("JEKNVnkbo3jma5nREBBJCDoXFVeKkD56V3xKrvRmWxFG"))
        .contains(new Hash(-1, -1, -1, -1));
    assertThat(Base58.hash(Slots.MAINNET))
        .contains(Hash.parse("0x45296998a6f8e2a784db5d9f95e18fc23f70441a1039446801089879b08c7ef0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1111111111111111111111111111111",
        "111111111111111111111111111111111",
        "JEKNVnkbo3jma5nREBBJCDoXFVeKkD56V3xKrvRmWxFH",
        "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
        "22222222222222222222222222222222",
        "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N90",
        "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2NOd",
        "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2NId",
        "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2Nld",
        "15eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d",
        "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9é",
        "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9 "
      })
  void shouldReadNothingElse(String text) {
    assertThat(Base58.hash(text)).isEmpty();
    assertThat(new SolanaProtocol().objectionTo(text)).isPresent();
  }
}

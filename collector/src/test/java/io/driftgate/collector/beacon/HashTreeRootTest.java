package io.driftgate.collector.beacon;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.Hash;
import org.junit.jupiter.api.Test;

/** Headers of Ethereum's mainnet, as explorers and clients' own tests publish them. */
final class HashTreeRootTest {
  @Test
  void shouldGiveTheGenesisBlockItsRoot() {
    Hash root =
        HashTreeRoot.of(
            0,
            0,
            Hash.ZERO,
            Hash.parse("0x7e76880eb67bbdc86250aa578958e9d0675e64e714337855204fb5abaaf82c2b"),
            Hash.parse("0xccb62460692be0ec813b56be97f68a82cf57abc102e27bf49ebf4190ff22eedd"));
    assertThat(root)
        .hasToString("0x4d611d5b93fdab69013a7f0a2f961caca0c853f87cfe9595fe50038163079360");
  }

  @Test
  void shouldGiveALaterBlockItsRoot() {
    Hash root =
        HashTreeRoot.of(
            4_485_760,
            44_643,
            Hash.parse("0x4a451b6a4962bcbd619ee1f0b6a7d85dded49f049877de325122e21350e5d6f2"),
            Hash.parse("0xf12219d8bcdb7ed125da01e4f7aa30754bff2c9fc0bf57dd728c0b02bb847a92"),
            Hash.parse("0x31f4433e6e260a0fac6e80ad3f9df1998fbbab269408601a6da7a5d32ccbb258"));
    assertThat(root)
        .hasToString("0x3aee29bcfa7a9fdf01394a3dce74ae063c89023df71867ad1555f1e494d138ee");
  }
}

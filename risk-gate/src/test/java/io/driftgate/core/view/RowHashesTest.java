package io.driftgate.core.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Vectors made with printf and sha256sum from the documented encoding, not with this code. */
class RowHashesTest {
  private static final Hash WITHDRAWN =
      Hash.parse("0xd6de9c91f04666b6ee6e5687793eb643ba33c42683d9cbc75f09ac39a77ec313");
  private static final Hash WIDE =
      Hash.parse("0xc98ad1800d757e6f3a9df4a2689325663f941e66bca6206c30ceae2289d5b5a3");

  @Test
  void shouldHashRowsAsDocumented() {
    assertThat(
            RowHashes.row(
                new MarketId("ETH-PERP"), 42, Quotes.WITHDRAW, Liquidations.ENABLED, false))
        .isEqualTo(WITHDRAWN);
    assertThat(RowHashes.row(new MarketId("ETH-PERP"), 0, Quotes.OPEN, Liquidations.PAUSED, true))
        .hasToString("0xd52d7c358b84383b6456711374a5b4bd18f611a16a7934238b97adc110a68383");
    assertThat(
            RowHashes.row(
                new MarketId("z.Z_9-a"), Long.MAX_VALUE, Quotes.WIDEN, Liquidations.ENABLED, false))
        .isEqualTo(WIDE);
  }

  @Test
  void shouldHashAViewOverItsRowsInOrder() {
    assertThat(RowHashes.view(List.of(WITHDRAWN, WIDE)))
        .hasToString("0xb04e6b5ef79290565a09e60237c100d61a371751256e9d5d983fcb642a4dbe6c");
    assertThat(RowHashes.view(List.of(WIDE, WITHDRAWN)))
        .isNotEqualTo(RowHashes.view(List.of(WITHDRAWN, WIDE)));
    assertThat(RowHashes.view(List.of()))
        .hasToString("0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }
}

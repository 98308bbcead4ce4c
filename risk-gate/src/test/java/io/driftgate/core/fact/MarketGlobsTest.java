package io.driftgate.core.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MarketGlobsTest {
  @ParameterizedTest
  @CsvSource({
    "*, ETH-PERP, true",
    "ETH-*, ETH-PERP, true",
    "ETH-*, ETH-, true",
    "ETH-*, ETH, false",
    "*-PERP, ETH-PERP, true",
    "*-PERP, ETH-PERPS, false",
    "E*-P*P, ETH-PIPPERP, true",
    "**, x, true",
    "ETH.PERP, ETHxPERP, false",
    "ETH-PERP, ETH-PERP, true",
    "eth-perp, ETH-PERP, false",
    "*a*a*a*b, aaaaaaaaaaaaaaaaaaaa, false"
  })
  void shouldTakeTheStarForAnyRunAndNothingElseForSpecial(String glob, String id, boolean sees) {
    assertThat(new MarketGlobs(List.of(glob)).sees(id)).isEqualTo(sees);
  }

  @Test
  void shouldSeeWhatAnyOfItsGlobsMatches() {
    MarketGlobs globs = new MarketGlobs(List.of("A", "B*"));
    assertThat(List.of("A", "B1", "C")).filteredOn(globs::sees).containsExactly("A", "B1");
    assertThat(new MarketGlobs(List.of()).sees("A")).isFalse();
  }
}

package io.driftgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The years behind the figures in {@code docs/presets.md}; up to a minute of one core each. */
final class EthereumYearIT {
  private static final int DAYS = 365;

  @ParameterizedTest
  @ValueSource(doubles = {0.0025, 0.01})
  void shouldWithdrawAtMostOnceInTenDaysOfAYear(double missRate) {
    SlotYear year =
        SlotYear.run(
            PresetsTest.fleet("ethereum"), 1, missRate, (long) DAYS * SlotYear.SLOTS_A_DAY);

    assertThat(year.withdrawals("ETH-PERP")).as(year.toString()).isLessThanOrEqualTo(DAYS / 10);
    assertThat(year.withdrawals("ETH-OPTIONS")).as(year.toString()).isLessThanOrEqualTo(DAYS / 10);
  }
}

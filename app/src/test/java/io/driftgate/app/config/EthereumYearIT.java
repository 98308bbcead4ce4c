package io.driftgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The year behind the figures in {@code docs/presets.md}; about a minute of one core. */
final class EthereumYearIT {
  private static final int DAYS = 365;

  @Test
  void shouldWithdrawAtMostOnceInTenDaysOfAYear() {
    SlotYear year =
        SlotYear.run(PresetsTest.fleet("ethereum"), 1, 0.01, (long) DAYS * SlotYear.SLOTS_A_DAY);

    assertThat(year.withdrawals("ETH-PERP")).as(year.toString()).isLessThanOrEqualTo(DAYS / 10);
    assertThat(year.withdrawals("ETH-OPTIONS")).as(year.toString()).isLessThanOrEqualTo(DAYS / 10);
  }
}

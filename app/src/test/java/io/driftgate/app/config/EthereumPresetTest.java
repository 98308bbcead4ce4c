package io.driftgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A month of slots; a year is run by {@link EthereumYearIT}. */
final class EthereumPresetTest {
  private static final int DAYS = 30;

  @ParameterizedTest
  @ValueSource(doubles = 0.01)
  void shouldWithdrawAtMostOnceInTenDaysOfPublishedArrivals(double missRate) {
    SlotYear month =
        SlotYear.run(PresetsTest.fleet("ethereum"), 1, missRate, DAYS * SlotYear.SLOTS_A_DAY);

    assertThat(month.percentileMs(0.5)).isCloseTo(1_900, within(50));
    assertThat(month.percentileMs(0.95)).isCloseTo(3_300, within(50));
    assertThat(month.missed() / (double) (DAYS * SlotYear.SLOTS_A_DAY))
        .isCloseTo(missRate, within(missRate / 10));
    assertThat(month.withdrawals("ETH-PERP")).as(month.toString()).isLessThanOrEqualTo(DAYS / 10);
    assertThat(month.withdrawals("ETH-OPTIONS"))
        .as(month.toString())
        .isLessThanOrEqualTo(DAYS / 10);
  }

  @ParameterizedTest
  @ValueSource(doubles = 0.2)
  void shouldWithdrawWhenSlotsAreMissedInARow(double missRate) {
    SlotYear day = SlotYear.run(PresetsTest.fleet("ethereum"), 1, missRate, SlotYear.SLOTS_A_DAY);

    assertThat(day.withdrawals("ETH-PERP")).as(day.toString()).isGreaterThan(10);
  }
}

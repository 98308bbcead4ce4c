package io.driftgate.collector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where polls are spent. */
final class SpreadTest {
  private static Spread even() {
    Spread spread = new Spread();
    for (int i = 0; i < Spread.KEPT; i++) {
      spread.add(1_000 + i * 10L);
    }
    return spread;
  }

  @Test
  void shouldInterpolateQuantiles() {
    assertThat(even().quantile(0)).isEqualTo(1_000);
    assertThat(even().quantile(0.5)).isEqualTo(1_315);
    assertThat(even().quantile(1)).isEqualTo(1_630);
  }

  @Test
  void shouldForgetWhatIsOld() {
    Spread spread = even();
    for (int i = 0; i < Spread.KEPT; i++) {
      spread.add(7);
    }
    assertThat(spread.quantile(0)).isEqualTo(7);
    assertThat(spread.quantile(1)).isEqualTo(7);
  }

  @Test
  void shouldBeginEarlyAfterALongTimeAndLateWithFewPolls() {
    assertThat(even().next(-9_000, 8)).isEqualTo(1_000);
    assertThat(even().next(900, 2)).isGreaterThan(1_100);
  }

  @Test
  void shouldPollMoreDenselyTheLikelierTheBlockIs() {
    Spread spread = even();
    long early = spread.next(1_050, 12) - 1_050;
    long late = spread.next(1_450, 12) - 1_450;
    assertThat(late).isLessThan(early);
    assertThat(early).isPositive();
  }

  @Test
  void shouldPollMoreDenselyWithMorePolls() {
    assertThat(even().next(1_050, 20)).isLessThan(even().next(1_050, 5));
  }

  @Test
  void shouldEndWithItsLast() {
    assertThat(even().next(1_629, 8)).isEqualTo(1_630);
    assertThat(even().next(5_000, 8)).isEqualTo(1_630);
  }

  @Test
  void shouldServeArrivalsThatAreAllTheSame() {
    Spread spread = new Spread();
    spread.add(500);
    assertThat(spread.next(100, 4)).isEqualTo(500);
    assertThat(spread.next(500, 4)).isEqualTo(500);
  }
}

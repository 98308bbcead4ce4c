package io.driftgate.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exact fractions, against big integers. */
class RatioTest {
  private static BigInteger product(long a, long b) {
    return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
  }

  private static long any(Random random) {
    long bits = random.nextLong() & Long.MAX_VALUE;
    return bits >>> random.nextInt(63);
  }

  @Test
  void shouldCompareExactlyHoweverLargeTheParts() {
    Random random = new Random(1);
    for (int i = 0; i < 200_000; i++) {
      Ratio ratio = new Ratio(any(random), Math.max(1, any(random)));
      long part = any(random);
      long whole = random.nextInt(4) == 0 ? ratio.den() : Math.max(1, any(random));
      int order = product(part, ratio.den()).compareTo(product(ratio.num(), whole));
      assertThat(Integer.signum(ratio.comparedBy(part, whole))).isEqualTo(order);
      assertThat(ratio.reachedBy(part, whole)).isEqualTo(order >= 0);
      assertThat(Integer.signum(new Ratio(part, whole).compareTo(ratio))).isEqualTo(order);
    }
  }

  @Test
  void shouldTakeAPartOfAnyDurationRoundedDown() {
    Random random = new Random(2);
    for (int i = 0; i < 100_000; i++) {
      long den = 1L + random.nextInt(1_000_000);
      Ratio ratio = new Ratio(random.nextInt((int) den + 1), den);
      long whole = any(random);
      BigInteger exact = product(whole, ratio.num()).divide(BigInteger.valueOf(den));
      assertThat(ratio.of(whole)).isEqualTo(exact.longValueExact());
    }
  }

  @Test
  void shouldReadDecimalsAndFractionsExactly() {
    Random random = new Random(3);
    for (int i = 0; i < 10_000; i++) {
      BigDecimal decimal = BigDecimal.valueOf(random.nextInt(1_000_000_000), random.nextInt(7));
      Ratio ratio = Ratio.parse(decimal.toPlainString());
      assertThat(BigDecimal.valueOf(ratio.num()))
          .isEqualByComparingTo(decimal.multiply(BigDecimal.valueOf(ratio.den())));
    }
    assertThat(Ratio.parse("2/3")).isEqualTo(new Ratio(2, 3));
    assertThat(Ratio.parse(".5")).isEqualTo(new Ratio(5, 10));
    assertThat(Ratio.parse(" 2 / 3 ").reachedBy(2, 3)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "1/0",
        "-1/2",
        "1/-2",
        "0.1234567",
        "1e3",
        "a",
        "/",
        "1/2/3",
        "1.2.3",
        "NaN",
        "+-1",
        "1000001/2",
        "99999999999999999999",
        "-0.5",
        "0x1",
        " "
      })
  void shouldRefuseWhatIsNoFraction(String text) {
    assertThatThrownBy(() -> Ratio.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}

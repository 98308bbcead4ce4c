package io.driftgate.core.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 32 bytes, as text and in order, against the bytes themselves. */
class HashTest {
  private static final String DIGITS =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String hex(byte[] bytes) {
    StringBuilder text = new StringBuilder("0x");
    for (byte b : bytes) {
      text.append(String.format(Locale.ROOT, "%02x", b));
    }
    return text.toString();
  }

  @Test
  void shouldPrintAndParseItsBytes() {
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = bytes(random);
      Hash hash = Hash.of(bytes);
      assertThat(hash.toBytes()).isEqualTo(bytes);
      assertThat(hash.toString()).isEqualTo(hex(bytes));
      assertThat(Hash.parse(hex(bytes))).isEqualTo(hash);
      assertThat(Hash.parse("0x" + hex(bytes).substring(2).toUpperCase(Locale.ROOT)))
          .isEqualTo(hash);
    }
  }

  @Test
  void shouldOrderAsUnsignedBytesEvenWhenManyAreEqual() {
    Random random = new Random(2);
    for (int i = 0; i < 20_000; i++) {
      byte[] one = bytes(random);
      byte[] two = random.nextInt(8) == 0 ? bytes(random) : one.clone();
      two[random.nextInt(32)] = (byte) random.nextInt();
      assertThat(Integer.signum(Hash.of(one).compareTo(Hash.of(two))))
          .isEqualTo(Integer.signum(Arrays.compareUnsigned(one, two)));
      assertThat(Hash.of(one).equals(Hash.of(two))).isEqualTo(Arrays.equals(one, two));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0x",
        DIGITS,
        "0x" + DIGITS + "0",
        "0X" + DIGITS,
        "0x0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde",
        "0x0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeg",
        "0x-123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "0x٠123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      })
  void shouldRefuseWhatIsNoHash(String text) {
    assertThatThrownBy(() -> Hash.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldRefuseOtherNumbersOfBytes() {
    assertThatThrownBy(() -> Hash.of(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Hash.of(new byte[33])).isInstanceOf(IllegalArgumentException.class);
  }
}

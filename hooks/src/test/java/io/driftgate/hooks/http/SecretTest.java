package io.driftgate.hooks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SecretTest {
  @Test
  void shouldNotPrint() {
    assertThat(Secret.of("sesame".toCharArray())).hasToString("(secret)");
  }

  @Test
  void shouldKeepWhatItsGiverWipes() {
    byte[] bytes = {1, 2, 3};
    Secret secret = Secret.of(bytes);
    Arrays.fill(bytes, (byte) 0);

    assertThat(secret.reveal()).containsExactly(1, 2, 3);
  }

  @Test
  void shouldNotBeEmpty() {
    assertThatThrownBy(() -> Secret.of(new byte[0])).isInstanceOf(IllegalArgumentException.class);
  }

  /** RFC 4231 §4.3, test case 2. */
  @Test
  void shouldComputeTheStandardsExample() {
    assertThat(Secret.of("Jefe".toCharArray()).hmacHex("what do ya want for nothing?"))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }
}

package io.driftgate.feed.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SigningKeyTest {
  /** RFC 8032 §7.1, test 1. */
  private static final String SEED = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";

  private static final String PUBLIC_KEY = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
  private static final String PEM =
      """
      -----BEGIN PRIVATE KEY-----
      MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
      -----END PRIVATE KEY-----
      """;

  @Test
  void shouldReadAndWriteWhatOpensslWrites() {
    SigningKey key = SigningKey.ofPem(PEM);
    assertThat(key.publicKey()).isEqualTo(PUBLIC_KEY);
    assertThat(key.kid()).isEqualTo("21fe31dfa154a261");
    assertThat(key.pem()).isEqualTo(PEM);
    assertThat(Base64.getDecoder().decode(PEM.lines().toList().get(1)))
        .endsWith(Base64.getDecoder().decode(SEED));
  }

  @Test
  void shouldSignAsTheStandardSays() {
    assertThat(Base64.getUrlEncoder().encodeToString(SigningKey.ofPem(PEM).sign(new byte[0])))
        .isEqualTo(
            "5VZDAMNgrHKQhuLMgG6CioSHfx645dl02HPgZSJJAVVf"
                + "uIIVkKM7rMYeOXAc-bRr0lv18FlbviRlUUFDjnoQCw==");
  }

  @Test
  void shouldNotShowItsPrivateHalf() {
    SigningKey key = SigningKey.ofPem(PEM);
    assertThat(key).hasToString("SigningKey[21fe31dfa154a261]");
  }

  @Test
  void shouldMakeAnotherOneEachTime() {
    assertThat(SigningKey.random().kid()).isNotEqualTo(SigningKey.random().kid());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v",
        "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2Vw\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\n====\n-----END PRIVATE KEY-----",
        """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VuBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
        -----END PRIVATE KEY-----
        """,
        "-----BEGIN EC PRIVATE KEY-----\nMC4CAQA=\n-----END EC PRIVATE KEY-----"
      })
  void shouldRefuseAnythingElseInItsOwnWords(String pem) {
    assertThatThrownBy(() -> SigningKey.ofPem(pem))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("holds no Ed25519 private key")
        .hasNoCause();
  }
}

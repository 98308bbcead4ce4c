package io.driftgate.hooks.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class WebhookSecretTest {
  /** The example that the reference libraries of Standard Webhooks are tested with. */
  @Test
  void shouldSignAsTheReferenceDoes() {
    WebhookSecret secret =
        WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").orElseThrow();
    byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    assertThat(secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void shouldTakeOnlySecrets() {
    assertThat(WebhookSecret.parse("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")).isEmpty();
    assertThat(WebhookSecret.parse("whsec_")).isEmpty();
    assertThat(WebhookSecret.parse("whsec_not*base64")).isEmpty();
    assertThat(WebhookSecret.parse("whsec_c2hvcnQ=")).as("5 bytes").isEmpty();
  }

  @Test
  void shouldNotShowItself() {
    WebhookSecret secret =
        WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").orElseThrow();
    assertThat(secret.toString()).doesNotContain("MfKQ");
  }
}

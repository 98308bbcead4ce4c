package io.driftgate.hooks.webhook;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that requests are signed with: HMAC-SHA256 over {@code id.timestamp.body}, in Base64,
 * after {@code v1,} (Standard Webhooks, symmetric). Any thread.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec">its text</a>
 */
public final class WebhookSecret {
  /** Before the secret's Base64. */
  public static final String PREFIX = "whsec_";

  private static final String ALGORITHM = "HmacSHA256";
  private static final int LEAST_BYTES = 24;
  private static final int MOST_BYTES = 64;

  private final SecretKeySpec key;

  private WebhookSecret(byte[] bytes) {
    this.key = new SecretKeySpec(bytes, ALGORITHM);
  }

  /** Reads {@code whsec_} and the Base64 of 24 to 64 bytes; empty if it is none. */
  public static Optional<WebhookSecret> parse(String text) {
    if (!text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(text.substring(PREFIX.length()));
      return bytes.length >= LEAST_BYTES && bytes.length <= MOST_BYTES
          ? Optional.of(new WebhookSecret(bytes))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The signature of a request.
   *
   * @param seconds Unix time
   */
  String sign(String id, long seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }

  @Override
  public String toString() {
    return "WebhookSecret[not shown]";
  }
}

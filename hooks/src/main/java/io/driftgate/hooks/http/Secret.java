package io.driftgate.hooks.http;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key or a passphrase. It prints as a placeholder; nothing that throws here repeats it. */
public final class Secret {
  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] bytes;

  private Secret(byte[] bytes) {
    if (bytes.length == 0) {
      throw new IllegalArgumentException("an empty secret");
    }
    this.bytes = bytes;
  }

  /** Of its bytes, which are copied. */
  public static Secret of(byte[] bytes) {
    return new Secret(bytes.clone());
  }

  /** Of text, which is copied as UTF-8. */
  public static Secret of(char[] text) {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    encoded.rewind();
    encoded.put(new byte[bytes.length]);
    return new Secret(bytes);
  }

  /** HMAC-SHA256 of a text's UTF-8, in lower-case hexadecimal. */
  public String hmacHex(String message) {
    return HexFormat.of().formatHex(hmac(message));
  }

  /** HMAC-SHA256 of a text's UTF-8, in Base64. */
  public String hmacBase64(String message) {
    return Base64.getEncoder().encodeToString(hmac(message));
  }

  /** The bytes themselves, for a key of another kind. Not for a message of any sort. */
  public byte[] reveal() {
    return bytes.clone();
  }

  /** As text, for a header that has to carry it. Not for a message of any sort. */
  public String revealText() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private byte[] hmac(String message) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(bytes, ALGORITHM));
      return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("this JDK has no HMAC-SHA256", e);
    }
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}

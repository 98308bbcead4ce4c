package io.driftgate.client.protocol;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * The public keys that a desk has pinned, by key id. What a gate says of its own keys is not
 * believed: whoever can change frames can change that, too. Immutable, for any thread.
 */
public final class GateKeys {
  private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final int KEY_BYTES = 32;
  private static final int SIGNATURE_BYTES = 64;
  private static final int MAX_KID = 64;

  private final Map<String, PublicKey> keys = new HashMap<>();

  /**
   * Keys by id.
   *
   * @param pinned each an Ed25519 public key, as base64 of its 32 bytes or as PEM
   * @throws IllegalArgumentException if one is neither
   */
  public GateKeys(Map<String, String> pinned) {
    pinned.forEach((kid, text) -> keys.put(kid, key(kid, text)));
  }

  private static PublicKey key(String kid, String text) {
    if (kid.isEmpty() || kid.length() > MAX_KID || kid.indexOf(':') >= 0) {
      throw new IllegalArgumentException("a key id has 1 to 64 characters and no colon");
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(text.replaceAll("-----[A-Z ]+-----|\\s", ""));
      if (bytes.length == KEY_BYTES) {
        byte[] encoded = new byte[SPKI.length + KEY_BYTES];
        System.arraycopy(SPKI, 0, encoded, 0, SPKI.length);
        System.arraycopy(bytes, 0, encoded, SPKI.length, KEY_BYTES);
        bytes = encoded;
      }
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(bytes));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "key " + kid + " is not an Ed25519 public key: base64 of 32 bytes, or PEM", e);
    }
  }

  boolean isEmpty() {
    return keys.isEmpty();
  }

  /** Whether a head line {@code kid:base64url} signs the body, by a key that is pinned. */
  boolean verify(String head, String body) {
    int colon = head.indexOf(':');
    PublicKey key = colon < 0 ? null : keys.get(head.substring(0, colon));
    if (key == null) {
      return false;
    }
    try {
      byte[] said = Base64.getUrlDecoder().decode(head.substring(colon + 1));
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(body.getBytes(StandardCharsets.UTF_8));
      return said.length == SIGNATURE_BYTES && check.verify(said);
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      return false;
    }
  }
}

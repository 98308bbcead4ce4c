package io.driftgate.feed.sign;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/**
 * An Ed25519 key pair (RFC 8032). Immutable; for any thread. No text but {@link #pem} holds its
 * private half.
 */
public final class SigningKey {
  private static final Pattern PEM =
      Pattern.compile(
          "\\s*-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----\\s*");
  private static final byte[] PKCS8_HEAD =
      HexFormat.of().parseHex("302e020100300506032b657004220420");
  private static final int KID_BYTES = 8;

  private final Ed25519PrivateKeyParameters secret;
  private final byte[] publicKey;
  private final String kid;

  private SigningKey(Ed25519PrivateKeyParameters secret) {
    this.secret = secret;
    this.publicKey = secret.generatePublicKey().getEncoded();
    this.kid = kid(publicKey);
  }

  /** A new one, from the machine's source of secrets. */
  public static SigningKey random() {
    return new SigningKey(new Ed25519PrivateKeyParameters(new SecureRandom()));
  }

  /**
   * One of a file.
   *
   * @param pem PKCS#8 in PEM, as {@link #pem} and {@code openssl genpkey -algorithm ed25519} write
   * @throws IllegalArgumentException for anything else; what it says holds nothing of the text
   */
  public static SigningKey ofPem(String pem) {
    Matcher text = PEM.matcher(pem);
    if (!text.matches()) {
      throw notOne();
    }
    return new SigningKey(decoded(text.group(1)));
  }

  /** The causes of failures are dropped: they may repeat bytes of the key. */
  private static Ed25519PrivateKeyParameters decoded(String base64) {
    AsymmetricKeyParameter key;
    try {
      key = PrivateKeyFactory.createKey(Base64.getMimeDecoder().decode(base64));
    } catch (IOException | RuntimeException e) {
      throw notOne();
    }
    if (key instanceof Ed25519PrivateKeyParameters ours) {
      return ours;
    }
    throw notOne();
  }

  private static IllegalArgumentException notOne() {
    return new IllegalArgumentException(
        "holds no Ed25519 private key in PEM (PKCS#8); 'driftgate keys' makes one");
  }

  private static String kid(byte[] publicKey) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(publicKey);
      return HexFormat.of().formatHex(hash, 0, KID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** By which signatures name it: the first 8 bytes of the public key's SHA-256, in hex. */
  public String kid() {
    return kid;
  }

  /** The public key's 32 bytes in base64. */
  public String publicKey() {
    return Base64.getEncoder().encodeToString(publicKey);
  }

  /** The private key in PEM (PKCS#8): a secret. */
  public String pem() {
    byte[] seed = secret.getEncoded();
    byte[] pkcs8 = Arrays.copyOf(PKCS8_HEAD, PKCS8_HEAD.length + seed.length);
    System.arraycopy(seed, 0, pkcs8, PKCS8_HEAD.length, seed.length);
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getEncoder().encodeToString(pkcs8)
        + "\n-----END PRIVATE KEY-----\n";
  }

  /** The signature's 64 bytes. */
  byte[] sign(byte[] message) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, secret);
    signer.update(message, 0, message.length);
    return signer.generateSignature();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SigningKey key && Arrays.equals(publicKey, key.publicKey);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(publicKey);
  }

  @Override
  public String toString() {
    return "SigningKey[" + kid + "]";
  }
}

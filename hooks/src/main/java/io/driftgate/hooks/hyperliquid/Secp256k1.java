package io.driftgate.hooks.hyperliquid;

import io.driftgate.hooks.http.Secret;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECMultiplier;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * A private key that signs digests as Ethereum wallets do: the nonce is derived from the message
 * (RFC 6979), {@code s} is the lower of the two, and a recovery id tells the key.
 */
final class Secp256k1 {
  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
  private static final BigInteger ORDER = CURVE.getN();
  private static final ECMultiplier MULTIPLIER = new FixedPointCombMultiplier();
  private static final int KEY_BYTES = 32;
  private static final int DIGEST_BYTES = 32;
  private static final int ADDRESS_BYTES = 20;

  private final BigInteger key;

  /**
   * A signature.
   *
   * @param v 27 or 28: which of the two points {@code r} is of
   */
  record Signature(BigInteger r, BigInteger s, int v) {}

  /**
   * Of a private key.
   *
   * @param secret 32 bytes
   */
  Secp256k1(Secret secret) {
    byte[] bytes = secret.reveal();
    BigInteger number = new BigInteger(1, bytes);
    boolean valid = bytes.length == KEY_BYTES && number.signum() > 0 && number.compareTo(ORDER) < 0;
    Arrays.fill(bytes, (byte) 0);
    if (!valid) {
      throw new IllegalArgumentException("not a private key of secp256k1");
    }
    this.key = number;
  }

  /** Of a digest of 32 bytes. */
  Signature sign(byte[] digest) {
    HMacDSAKCalculator nonces = new HMacDSAKCalculator(new SHA256Digest());
    nonces.init(ORDER, key, digest);
    BigInteger e = new BigInteger(1, digest);
    while (true) {
      BigInteger nonce = nonces.nextK();
      ECPoint point = timesGenerator(nonce);
      BigInteger r = point.getAffineXCoord().toBigInteger();
      BigInteger s = nonce.modInverse(ORDER).multiply(e.add(key.multiply(r))).mod(ORDER);
      if (r.signum() > 0 && r.compareTo(ORDER) < 0 && s.signum() > 0) {
        return lower(r, s, point.getAffineYCoord().testBitZero());
      }
    }
  }

  /** The lower of {@code s} and its negative; the other is the same signature of {@code -R}. */
  private static Signature lower(BigInteger r, BigInteger s, boolean odd) {
    BigInteger negative = ORDER.subtract(s);
    boolean negated = negative.compareTo(s) < 0;
    return new Signature(r, negated ? negative : s, odd ^ negated ? 28 : 27);
  }

  /** The signer's address. */
  byte[] address() {
    byte[] point = timesGenerator(key).getEncoded(false);
    byte[] hash = keccak256(Arrays.copyOfRange(point, 1, point.length));
    return Arrays.copyOfRange(hash, DIGEST_BYTES - ADDRESS_BYTES, DIGEST_BYTES);
  }

  static byte[] keccak256(byte[]... parts) {
    KeccakDigest digest = new KeccakDigest(8 * DIGEST_BYTES);
    for (byte[] part : parts) {
      digest.update(part, 0, part.length);
    }
    byte[] out = new byte[DIGEST_BYTES];
    digest.doFinal(out, 0);
    return out;
  }

  private static ECPoint timesGenerator(BigInteger number) {
    return MULTIPLIER.multiply(CURVE.getG(), number).normalize();
  }

  @Override
  public String toString() {
    return "(private key)";
  }
}

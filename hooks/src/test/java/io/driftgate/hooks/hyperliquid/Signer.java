package io.driftgate.hooks.hyperliquid;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;

/** Tells from a signature who signed: SEC 1 §4.1.6, Q = (s·R − e·G) / r. */
final class Signer {
  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");

  private Signer() {}

  /** The address. */
  static byte[] of(byte[] digest, Secp256k1.Signature signature) {
    byte[] encoded = new byte[33];
    encoded[0] = (byte) (2 + signature.v() - 27);
    byte[] x = signature.r().toByteArray();
    int from = Math.max(0, x.length - 32);
    System.arraycopy(x, from, encoded, 33 - (x.length - from), x.length - from);
    ECPoint point = CURVE.getCurve().decodePoint(encoded);
    BigInteger inverse = signature.r().modInverse(CURVE.getN());
    BigInteger e = new BigInteger(1, digest).negate().multiply(inverse).mod(CURVE.getN());
    BigInteger s = signature.s().multiply(inverse).mod(CURVE.getN());
    ECPoint key = CURVE.getG().multiply(e).add(point.multiply(s)).normalize();
    byte[] hash = Secp256k1.keccak256(Arrays.copyOfRange(key.getEncoded(false), 1, 65));
    return Arrays.copyOfRange(hash, 12, 32);
  }
}

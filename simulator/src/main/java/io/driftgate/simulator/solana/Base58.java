package io.driftgate.simulator.solana;

import io.driftgate.core.fact.Hash;
import java.math.BigInteger;

/** Hashes as Solana writes them. */
public final class Base58 {
  private static final String DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());

  private Base58() {}

  /** 32 bytes as text. */
  public static String text(Hash hash) {
    byte[] bytes = hash.toBytes();
    StringBuilder text = new StringBuilder();
    for (BigInteger rest = new BigInteger(1, bytes); rest.signum() > 0; rest = rest.divide(BASE)) {
      text.append(DIGITS.charAt(rest.mod(BASE).intValue()));
    }
    for (int i = 0; i < bytes.length && bytes[i] == 0; i++) {
      text.append(DIGITS.charAt(0));
    }
    return text.reverse().toString();
  }
}

package io.driftgate.collector.solana;

import io.driftgate.core.fact.Hash;
import java.util.Arrays;
import java.util.Optional;

/** Hashes as Solana writes them: 32 bytes as a number to the base of 58, most significant first. */
final class Base58 {
  private static final String DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final int BASE = 58;
  private static final int BYTES = 32;
  private static final int MAX_LENGTH = 44;

  private Base58() {}

  /** Exactly 32 bytes, each leading zero byte written as one {@code 1}; empty for anything else. */
  static Optional<Hash> hash(String text) {
    if (text.length() < BYTES || text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    byte[] bytes = new byte[BYTES];
    for (int i = 0; i < text.length(); i++) {
      int digit = DIGITS.indexOf(text.charAt(i));
      if (digit < 0 || shifted(bytes, digit) != 0) {
        return Optional.empty();
      }
    }
    boolean canonical = leadingZeros(bytes) == leadingOnes(text);
    return canonical ? Optional.of(Hash.of(bytes)) : Optional.empty();
  }

  /** Multiplies by the base and adds; returns what does not fit. */
  private static int shifted(byte[] bytes, int digit) {
    int carry = digit;
    for (int i = BYTES - 1; i >= 0; i--) {
      carry += BASE * (bytes[i] & 0xff);
      bytes[i] = (byte) carry;
      carry >>= Byte.SIZE;
    }
    return carry;
  }

  private static int leadingZeros(byte[] bytes) {
    int zeros = Arrays.mismatch(bytes, new byte[BYTES]);
    return zeros < 0 ? BYTES : zeros;
  }

  private static int leadingOnes(String text) {
    int ones = 0;
    while (ones < text.length() && text.charAt(ones) == '1') {
      ones++;
    }
    return ones;
  }
}

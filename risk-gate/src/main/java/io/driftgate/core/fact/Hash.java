package io.driftgate.core.fact;

import java.util.HexFormat;

/**
 * 32 bytes: a block hash, a state root, a row hash. Held as four big-endian words, so that equality
 * costs four comparisons and no indirection.
 *
 * <p>Ordered as unsigned bytes, which is the order of the hex text.
 */
public record Hash(long a, long b, long c, long d) implements Comparable<Hash> {
  /** All zero bytes; never the hash of a block. */
  public static final Hash ZERO = new Hash(0, 0, 0, 0);

  private static final int BYTES = 32;
  private static final int HEX_DIGITS = 64;

  /**
   * Parses {@code 0x} and exactly 64 hex digits.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Hash parse(CharSequence text) {
    if (text.length() != HEX_DIGITS + 2 || text.charAt(0) != '0' || text.charAt(1) != 'x') {
      throw new IllegalArgumentException("a hash is 0x and 64 hex digits");
    }
    return new Hash(
        HexFormat.fromHexDigitsToLong(text, 2, 18),
        HexFormat.fromHexDigitsToLong(text, 18, 34),
        HexFormat.fromHexDigitsToLong(text, 34, 50),
        HexFormat.fromHexDigitsToLong(text, 50, 66));
  }

  /**
   * Takes 32 bytes.
   *
   * @throws IllegalArgumentException if there are more or fewer
   */
  public static Hash of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a hash is 32 bytes, not " + bytes.length);
    }
    return new Hash(word(bytes, 0), word(bytes, 8), word(bytes, 16), word(bytes, 24));
  }

  private static long word(byte[] bytes, int from) {
    long word = 0;
    for (int i = from; i < from + Long.BYTES; i++) {
      word = word << Byte.SIZE | (bytes[i] & 0xff);
    }
    return word;
  }

  /** The 32 bytes, in a new array. */
  public byte[] toBytes() {
    byte[] bytes = new byte[BYTES];
    long[] words = {a, b, c, d};
    for (int i = 0; i < BYTES; i++) {
      bytes[i] = (byte) (words[i / Long.BYTES] >>> (56 - Byte.SIZE * (i % Long.BYTES)));
    }
    return bytes;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(a ^ d);
  }

  @Override
  public int compareTo(Hash other) {
    int first = Long.compareUnsigned(a, other.a);
    int second = first != 0 ? first : Long.compareUnsigned(b, other.b);
    int third = second != 0 ? second : Long.compareUnsigned(c, other.c);
    return third != 0 ? third : Long.compareUnsigned(d, other.d);
  }

  /** {@code 0x} and 64 lower-case hex digits. */
  @Override
  public String toString() {
    return "0x" + HexFormat.of().formatHex(toBytes());
  }
}

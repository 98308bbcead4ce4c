package io.driftgate.collector.evm;

/** Recursive Length Prefix encoding into an array, as far as a header needs it. */
final class Rlp {
  private static final int STRING = 0x80;
  private static final int LIST = 0xc0;
  private static final int LONGEST_SHORT = 55;

  private Rlp() {}

  /** How many bytes a byte string takes. */
  static int sizeOfString(byte[] from, int at, int length) {
    return isItself(from, at, length) ? 1 : sizeOfHead(length) + length;
  }

  /** How many bytes stand before so long a payload. */
  static int sizeOfHead(int length) {
    return length <= LONGEST_SHORT ? 1 : 1 + bytesOf(length);
  }

  /** Writes a byte string and returns where it ends. */
  static int string(byte[] from, int at, int length, byte[] to, int start) {
    int end = isItself(from, at, length) ? start : head(STRING, length, to, start);
    System.arraycopy(from, at, to, end, length);
    return end + length;
  }

  /** Writes what stands before a list's items and returns where they start. */
  static int list(int length, byte[] to, int start) {
    return head(LIST, length, to, start);
  }

  private static int head(int kind, int length, byte[] to, int start) {
    if (length <= LONGEST_SHORT) {
      to[start] = (byte) (kind + length);
      return start + 1;
    }
    int bytes = bytesOf(length);
    to[start] = (byte) (kind + LONGEST_SHORT + bytes);
    for (int i = 1; i <= bytes; i++) {
      to[start + i] = (byte) (length >>> (Byte.SIZE * (bytes - i)));
    }
    return start + 1 + bytes;
  }

  private static boolean isItself(byte[] from, int at, int length) {
    return length == 1 && from[at] >= 0;
  }

  private static int bytesOf(int length) {
    return (Integer.SIZE - Integer.numberOfLeadingZeros(length) + Byte.SIZE - 1) / Byte.SIZE;
  }
}

package io.driftgate.collector.evm;

import io.driftgate.collector.protocol.DefectException;
import io.driftgate.core.fact.Hash;

/** The execution layer's hex texts, as strict as geth's {@code hexutil}. */
final class Hex {
  private static final int MAX_QUANTITY_DIGITS = 16;
  private static final int RADIX = 16;

  /** By ASCII character; -1 for none. */
  private static final byte[] DIGITS = digits();

  private Hex() {}

  /** A quantity: {@code 0x}, no leading zero, at most 2^63 − 1. */
  static long quantity(String what, String text) throws DefectException {
    boolean shaped =
        text.startsWith("0x")
            && text.length() > 2
            && text.length() <= 2 + MAX_QUANTITY_DIGITS
            && (text.charAt(2) != '0' || text.length() == 3)
            && areDigits(text);
    long value = shaped ? Long.parseUnsignedLong(text, 2, text.length(), RADIX) : -1;
    if (value < 0) {
      throw DefectException.malformed(what + " is not a hex quantity below 2^63");
    }
    return value;
  }

  /** {@code 0x} and 64 digits. */
  static Hash hash(String what, String text) throws DefectException {
    if (text.length() != 66 || !text.startsWith("0x") || !areDigits(text)) {
      throw DefectException.malformed(what + " is not 0x and 64 hex digits");
    }
    return Hash.parse(text);
  }

  /** A digit's value; -1 for another character. */
  static int digit(int c) {
    return c >= 0 && c < DIGITS.length ? DIGITS[c] : -1;
  }

  /** Whether all but the first two characters are. */
  private static boolean areDigits(String text) {
    for (int i = 2; i < text.length(); i++) {
      if (digit(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  private static byte[] digits() {
    byte[] digits = new byte['f' + 1];
    for (int c = 0; c < digits.length; c++) {
      digits[c] = (byte) Character.digit(c, RADIX);
    }
    return digits;
  }
}

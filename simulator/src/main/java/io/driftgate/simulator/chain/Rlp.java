package io.driftgate.simulator.chain;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/** Recursive Length Prefix encoding, Ethereum yellow paper, appendix B. Encoding only. */
public final class Rlp {
  private static final int SHORT_STRING = 0x80;
  private static final int SHORT_LIST = 0xc0;
  private static final int LONGEST_SHORT = 55;

  private Rlp() {}

  /** Encodes a byte string. */
  public static byte[] string(byte[] value) {
    if (value.length == 1 && value[0] >= 0) {
      return value.clone();
    }
    return prefixed(SHORT_STRING, value);
  }

  /** Encodes a big-endian number: leading zeros are left out, zero is the empty string. */
  public static byte[] quantity(byte[] bigEndian) {
    int zeros = 0;
    while (zeros < bigEndian.length && bigEndian[zeros] == 0) {
      zeros++;
    }
    return string(Arrays.copyOfRange(bigEndian, zeros, bigEndian.length));
  }

  /** Encodes a list of items, each of them already encoded. */
  public static byte[] list(List<byte[]> items) {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    items.forEach(payload::writeBytes);
    return prefixed(SHORT_LIST, payload.toByteArray());
  }

  private static byte[] prefixed(int shortPrefix, byte[] payload) {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    if (payload.length <= LONGEST_SHORT) {
      encoded.write(shortPrefix + payload.length);
    } else {
      int lengthBytes = (Integer.SIZE - Integer.numberOfLeadingZeros(payload.length) + 7) / 8;
      encoded.write(shortPrefix + LONGEST_SHORT + lengthBytes);
      for (int i = lengthBytes - 1; i >= 0; i--) {
        encoded.write(payload.length >>> (Byte.SIZE * i));
      }
    }
    encoded.writeBytes(payload);
    return encoded.toByteArray();
  }
}

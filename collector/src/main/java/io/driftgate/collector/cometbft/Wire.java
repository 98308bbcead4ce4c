package io.driftgate.collector.cometbft;

import java.io.ByteArrayOutputStream;

/** A protobuf message, field by field, as proto3 writes it: what is zero or empty is left out. */
final class Wire {
  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;
  private static final int TYPE_BITS = 3;
  private static final int GROUP_BITS = 7;
  private static final int GROUP_MASK = 0x7f;
  private static final int MORE = 0x80;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A field below 16 that is a number from 0 on. */
  Wire number(int field, long value) {
    if (value != 0) {
      out.write(field << TYPE_BITS | VARINT);
      varint(value);
    }
    return this;
  }

  /** A field below 16 that is text or bytes. */
  Wire bytes(int field, byte[] value) {
    return value.length == 0 ? this : message(field, value);
  }

  /** A field below 16 that is a message; written although it is empty. */
  Wire message(int field, byte[] value) {
    out.write(field << TYPE_BITS | LENGTH_DELIMITED);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  private void varint(long value) {
    long left = value;
    while (left > GROUP_MASK) {
      out.write((int) (left & GROUP_MASK) | MORE);
      left >>>= GROUP_BITS;
    }
    out.write((int) left);
  }
}

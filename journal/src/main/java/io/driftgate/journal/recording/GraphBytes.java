package io.driftgate.journal.recording;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The numbers and texts of a snapshot, one after the other. */
final class GraphBytes {
  private static final int MOST_BITS = 63;

  private final ByteBuffer bytes;
  private final List<String> names = new ArrayList<>();

  GraphBytes(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  int octet() throws IOException {
    try {
      return bytes.get() & 0xff;
    } catch (BufferUnderflowException e) {
      throw new IOException("the snapshot ends too early", e);
    }
  }

  boolean bool() throws IOException {
    return octet() != 0;
  }

  double real() throws IOException {
    try {
      return bytes.getDouble();
    } catch (BufferUnderflowException e) {
      throw new IOException("the snapshot ends too early", e);
    }
  }

  long number() throws IOException {
    long raw = 0;
    for (int shift = 0; shift <= MOST_BITS; shift += 7) {
      int next = octet();
      raw |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return (raw >>> 1) ^ -(raw & 1);
      }
    }
    throw new IOException("a number of the snapshot has no end");
  }

  /** How many of something follow, each of which takes a byte or more. */
  int count() throws IOException {
    long count = number();
    if (count < 0 || count > bytes.remaining()) {
      throw new IOException("the snapshot counts more than it holds");
    }
    return (int) count;
  }

  String text() throws IOException {
    byte[] utf8 = new byte[count()];
    bytes.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  String name() throws IOException {
    long known = number();
    if (known == 0) {
      names.add(text());
      return names.get(names.size() - 1);
    }
    if (known < 0 || known > names.size()) {
      throw new IOException("the snapshot names what it has not told");
    }
    return names.get((int) known - 1);
  }
}

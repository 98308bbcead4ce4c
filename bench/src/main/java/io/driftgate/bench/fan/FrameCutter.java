package io.driftgate.bench.fan;

import java.nio.ByteBuffer;

/**
 * Cuts one connection's bytes into WebSocket frames of a server, which are not masked. Keeps
 * nothing but what is left of an unfinished frame, so that thousands of desks share one buffer. One
 * thread.
 */
final class FrameCutter {
  private static final byte[] NONE = {};
  private static final int SHORT_HEAD = 2;
  private static final int MAX_FRAME = 1 << 20;

  private byte[] rest = NONE;

  /** Is given whole frames. */
  @FunctionalInterface
  interface Sink {
    /** The payload lies in {@code bytes} until the call returns. */
    void frame(int opcode, ByteBuffer bytes, int from, int length);
  }

  /** Takes all that remains in the buffer. */
  void cut(ByteBuffer read, Sink sink) {
    ByteBuffer bytes = rest.length == 0 ? read : joined(read);
    int at = bytes.position();
    int whole = frameBytes(bytes, at);
    while (whole > 0) {
      int length = payloadBytes(bytes, at);
      sink.frame(bytes.get(at) & 0x0f, bytes, at + whole - length, length);
      at += whole;
      whole = frameBytes(bytes, at);
    }
    bytes.position(at);
    rest = bytes.hasRemaining() ? new byte[bytes.remaining()] : NONE;
    bytes.get(rest);
  }

  private ByteBuffer joined(ByteBuffer read) {
    return ByteBuffer.allocate(rest.length + read.remaining()).put(rest).put(read).flip();
  }

  /** Header and payload of the frame at this place; 0 when it is not all there. */
  private static int frameBytes(ByteBuffer bytes, int at) {
    int there = bytes.limit() - at;
    if (there < SHORT_HEAD || there < headBytes(bytes, at)) {
      return 0;
    }
    int whole = headBytes(bytes, at) + payloadBytes(bytes, at);
    return there < whole ? 0 : whole;
  }

  private static int headBytes(ByteBuffer bytes, int at) {
    int length = bytes.get(at + 1);
    return SHORT_HEAD + (length == 126 ? Short.BYTES : length == 127 ? Long.BYTES : 0);
  }

  private static int payloadBytes(ByteBuffer bytes, int at) {
    int length = bytes.get(at + 1);
    if (length < 0) {
      throw new IllegalArgumentException("a server's frame is masked");
    }
    if (length < 126) {
      return length;
    }
    long told = length == 126 ? bytes.getShort(at + 2) & 0xffff : bytes.getLong(at + 2);
    if (told < 0 || told > MAX_FRAME) {
      throw new IllegalArgumentException("a frame of " + told + " bytes");
    }
    return (int) told;
  }
}

package io.driftgate.bench.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;

/** Takes bytes off a socket and cuts them into WebSocket frames. One thread at a time. */
public final class FrameReader {
  private static final int FIRST_CAPACITY = 8_192;
  private static final int MAX_CAPACITY = 4 << 20;
  private static final int MASK_BYTES = 4;

  private ByteBuffer buffer = ByteBuffer.allocate(FIRST_CAPACITY);

  /** Is given whole frames. */
  @FunctionalInterface
  public interface Sink {
    /** The payload lies in {@code bytes} until the call returns. */
    void frame(int opcode, byte[] bytes, int from, int length);
  }

  /** Reads once; returns false at the end of the stream. */
  public boolean readFrom(ReadableByteChannel channel) throws IOException {
    if (!buffer.hasRemaining()) {
      grow();
    }
    return channel.read(buffer) >= 0;
  }

  /** Takes what was read elsewhere. */
  public void take(byte[] bytes, int from, int length) {
    while (buffer.remaining() < length) {
      grow();
    }
    buffer.put(bytes, from, length);
  }

  private void grow() {
    if (buffer.capacity() >= MAX_CAPACITY) {
      throw new IllegalStateException("a frame over " + MAX_CAPACITY + " bytes");
    }
    int position = buffer.position();
    buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), 2 * buffer.capacity()));
    buffer.position(position);
  }

  /** Hands over every whole frame and keeps the rest. */
  public void drain(Sink sink) {
    int at = 0;
    int whole = frameBytes(at);
    while (whole > 0) {
      hand(at, whole, sink);
      at += whole;
      whole = frameBytes(at);
    }
    buffer.flip().position(at);
    buffer.compact();
  }

  private void hand(int at, int whole, Sink sink) {
    byte[] bytes = buffer.array();
    int length = payloadBytes(at);
    int from = at + whole - length;
    if ((bytes[at + 1] & 0x80) != 0) {
      for (int i = 0; i < length; i++) {
        bytes[from + i] ^= bytes[from - MASK_BYTES + i % MASK_BYTES];
      }
    }
    sink.frame(bytes[at] & 0x0f, bytes, from, length);
  }

  /** Header and payload of the frame at this place; 0 when it is not there yet. */
  private int frameBytes(int at) {
    int there = buffer.position() - at;
    if (there < 2 || there < headerBytes(at)) {
      return 0;
    }
    int whole = headerBytes(at) + payloadBytes(at);
    return there < whole ? 0 : whole;
  }

  private int headerBytes(int at) {
    int second = buffer.get(at + 1);
    int extended = (second & 0x7f) == 126 ? Short.BYTES : (second & 0x7f) == 127 ? Long.BYTES : 0;
    return 2 + extended + ((second & 0x80) != 0 ? MASK_BYTES : 0);
  }

  private int payloadBytes(int at) {
    int length = buffer.get(at + 1) & 0x7f;
    return switch (length) {
      case 126 -> buffer.getShort(at + 2) & 0xffff;
      case 127 -> Math.toIntExact(buffer.getLong(at + 2));
      default -> length;
    };
  }
}

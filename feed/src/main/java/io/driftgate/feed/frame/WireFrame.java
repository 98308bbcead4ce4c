package io.driftgate.feed.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;

/**
 * A server's WebSocket message as it goes over the wire (RFC 6455 §5.2: unmasked, header and
 * payload), made once and written to every desk. Immutable; for any thread.
 *
 * <p>A payload over 65,536 bytes is cut into fragments, since that is the largest frame that common
 * clients take.
 */
public final class WireFrame {
  /** A ping without payload. */
  public static final WireFrame PING = new WireFrame(new byte[] {(byte) 0x89, 0});

  static final int MAX_FRAGMENT = 65_536;
  private static final int FIN = 0x80;
  private static final int TEXT = 0x1;
  private static final int CONTINUATION = 0x0;
  private static final int MAX_SHORT_LENGTH = 125;
  private static final int MAX_TWO_BYTE_LENGTH = 0xffff;
  private static final int MAX_HEADER = 10;

  private final byte[] bytes;

  private WireFrame(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A text message. */
  public static WireFrame text(byte[] payload) {
    int fragments = Math.max(1, (payload.length + MAX_FRAGMENT - 1) / MAX_FRAGMENT);
    ByteBuffer out = ByteBuffer.allocate(payload.length + fragments * MAX_HEADER);
    for (int i = 0; i < fragments; i++) {
      int from = i * MAX_FRAGMENT;
      int length = Math.min(MAX_FRAGMENT, payload.length - from);
      int opcode = i == 0 ? TEXT : CONTINUATION;
      header(out, i == fragments - 1 ? FIN | opcode : opcode, length);
      out.put(payload, from, length);
    }
    byte[] bytes = new byte[out.flip().remaining()];
    out.get(bytes);
    return new WireFrame(bytes);
  }

  private static void header(ByteBuffer out, int first, int length) {
    out.put((byte) first);
    if (length <= MAX_SHORT_LENGTH) {
      out.put((byte) length);
    } else if (length <= MAX_TWO_BYTE_LENGTH) {
      out.put((byte) (MAX_SHORT_LENGTH + 1)).putShort((short) length);
    } else {
      out.put((byte) (MAX_SHORT_LENGTH + 2)).putLong(length);
    }
  }

  /** Bytes on the wire. */
  public int length() {
    return bytes.length;
  }

  /** The bytes in a new direct buffer, which the caller owns. */
  public ByteBuf toBuffer(ByteBufAllocator allocator) {
    return allocator.directBuffer(bytes.length).writeBytes(bytes);
  }
}

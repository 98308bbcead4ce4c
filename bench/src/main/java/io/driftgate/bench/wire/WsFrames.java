package io.driftgate.bench.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Makes WebSocket frames (RFC 6455 §5.2) and the answer to a handshake. Any thread. */
public final class WsFrames {
  /** A text frame that is whole. */
  public static final int TEXT = 0x1;

  static final int CLOSE = 0x8;
  static final int PING = 0x9;
  static final int PONG = 0xA;

  private static final int FIN = 0x80;
  private static final int MASKED = 0x80;
  private static final int MASK_BYTES = 4;
  private static final int SHORT_LENGTH = 125;
  private static final int MAX_HEADER = 8;
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private WsFrames() {}

  /** A server's text frame. Direct, flipped, at most 65,535 bytes of payload. */
  public static ByteBuffer serverText(String payload) {
    return frame(TEXT, payload.getBytes(StandardCharsets.UTF_8), false);
  }

  /** A client's text frame, masked with zero, which is lawful and costs nothing. */
  public static ByteBuffer clientText(String payload) {
    return frame(TEXT, payload.getBytes(StandardCharsets.UTF_8), true);
  }

  /** A server's answer to a ping. */
  public static ByteBuffer serverPong(byte[] payload) {
    return frame(PONG, payload, false);
  }

  /** A client's answer to a ping. */
  public static ByteBuffer clientPong(byte[] payload) {
    return frame(PONG, payload, true);
  }

  private static ByteBuffer frame(int opcode, byte[] payload, boolean masked) {
    if (payload.length > 0xffff) {
      throw new IllegalArgumentException("longer than these fakes need: " + payload.length);
    }
    ByteBuffer out = ByteBuffer.allocateDirect(payload.length + MAX_HEADER);
    int mask = masked ? MASKED : 0;
    out.put((byte) (FIN | opcode));
    if (payload.length <= SHORT_LENGTH) {
      out.put((byte) (mask | payload.length));
    } else {
      out.put((byte) (mask | (SHORT_LENGTH + 1))).putShort((short) payload.length);
    }
    if (masked) {
      out.put(new byte[MASK_BYTES]);
    }
    return out.put(payload).flip();
  }

  /** What a server answers to a client's {@code Sec-WebSocket-Key}. */
  public static String accept(String key) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      byte[] digest = sha1.digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}

package io.driftgate.client.conformance;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/**
 * The server's end of one WebSocket, byte by byte (RFC 6455), so that a script decides what goes
 * out and when. One thread reads, one writes.
 */
final class Wire implements Closeable {
  static final int TEXT = 1;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  Wire(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    in = new DataInputStream(socket.getInputStream());
    out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
  }

  /** Reads the client's request. The answer to be written when the script lets it. */
  ByteBuffer handshake() throws IOException {
    String key = "";
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:")) {
        key = line.substring(line.indexOf(':') + 1).trim();
      }
    }
    String answer =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + ("Sec-WebSocket-Accept: " + accept(key) + "\r\n")
            + "Sec-WebSocket-Protocol: driftgate.v1\r\n\r\n";
    return ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII));
  }

  private static String accept(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-1", e);
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      line.append((char) c);
    }
    return line.toString().trim();
  }

  /** A client's frame. */
  record Received(int opcode, String text) {}

  /** Waits for the next frame; a client's frames are short and whole. */
  Received read() throws IOException {
    int opcode = in.readUnsignedByte() & 0x0f;
    int length = in.readUnsignedByte() & 0x7f;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = Math.toIntExact(in.readLong());
    }
    byte[] mask = in.readNBytes(4);
    byte[] payload = in.readNBytes(length);
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= mask[i % 4];
    }
    return new Received(opcode, new String(payload, StandardCharsets.UTF_8));
  }

  static ByteBuffer frame(int opcode, byte[] payload) {
    int extra = payload.length < 126 ? 0 : payload.length < 1 << 16 ? 2 : 8;
    byte[] frame = new byte[2 + extra + payload.length];
    frame[0] = (byte) (0x80 | opcode);
    frame[1] = (byte) (extra == 0 ? payload.length : extra == 2 ? 126 : 127);
    for (int i = 0; i < extra; i++) {
      frame[1 + extra - i] = (byte) (i < 4 ? payload.length >>> (8 * i) : 0);
    }
    System.arraycopy(payload, 0, frame, 2 + extra, payload.length);
    return ByteBuffer.wrap(frame);
  }

  static ByteBuffer text(String text) {
    return frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  static ByteBuffer close(int code) {
    return frame(CLOSE, new byte[] {(byte) (code >>> 8), (byte) code});
  }

  void write(ByteBuffer bytes) throws IOException {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    out.write(copy);
    out.flush();
  }

  /** Ends it with a RST, as a killed machine's router would. */
  @Override
  public void close() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }
}

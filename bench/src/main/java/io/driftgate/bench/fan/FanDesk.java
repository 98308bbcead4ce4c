package io.driftgate.bench.fan;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One desk's socket. Opened by one thread, then handed to the desks' thread. */
final class FanDesk {
  private static final String KEY = "ZHJpZnRnYXRlLWJlbmNoIQ==";
  private static final int MAX_HEAD = 4_096;

  private final SocketChannel channel;
  private final FrameCutter frames = new FrameCutter();
  private ByteBuffer early = ByteBuffer.allocate(0);
  private Round read = new Round(0);

  private FanDesk(SocketChannel channel) {
    this.channel = channel;
  }

  /** The key of every desk's handshake. */
  static String key() {
    return KEY;
  }

  /** A socket to a port of this machine. */
  static SocketChannel socket(int port) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return channel;
  }

  /** Upgraded, and has said what the protocol wants to hear. Blocks. */
  static FanDesk connect(int port, Protocol protocol) throws IOException {
    FanDesk desk = new FanDesk(socket(port));
    desk.upgrade(port);
    for (ByteBuffer each : protocol.greeting()) {
      desk.channel.write(each);
    }
    return desk;
  }

  private void upgrade(int port) throws IOException {
    String request =
        "GET /v1/feed HTTP/1.1\r\nHost: 127.0.0.1:"
            + port
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: "
            + KEY
            + "\r\n\r\n";
    channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    ByteBuffer in = ByteBuffer.allocate(MAX_HEAD);
    int end = -1;
    while (end < 0) {
      if (!in.hasRemaining() || channel.read(in) < 0) {
        throw new IOException("the server closed during the upgrade");
      }
      end =
          new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
    }
    String head = new String(in.array(), 0, end, StandardCharsets.ISO_8859_1);
    if (!head.startsWith("HTTP/1.1 101")) {
      throw new IOException("the server refused the upgrade: " + head);
    }
    early = in.flip().position(end + 4).slice();
  }

  SocketChannel channel() {
    return channel;
  }

  /** Whole frames that the last read completed. */
  void cut(ByteBuffer bytes, FrameCutter.Sink sink) {
    if (early.hasRemaining()) {
      frames.cut(early, sink);
    }
    frames.cut(bytes, sink);
  }

  /** Whether this is the round's first frame here. */
  boolean isFirstOf(Round round) {
    boolean first = read != round;
    read = round;
    return first;
  }
}

package io.driftgate.bench.desk;

import io.driftgate.bench.wire.FrameReader;
import io.driftgate.bench.wire.WsFrames;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One desk's socket. Opened by one thread, then handed to the desks' thread. */
public final class DeskLine {
  private static final int CAPACITY = 8_192;

  private final SocketChannel channel;
  private final FrameReader frames;

  private DeskLine(SocketChannel channel, FrameReader frames) {
    this.channel = channel;
    this.frames = frames;
  }

  /** A socket on which frames come without any handshake. */
  public static DeskLine plain(int port) throws IOException {
    return new DeskLine(connect(port), new FrameReader());
  }

  /** A subscriber of the feed: upgraded, and subscribed to everything the gate says. Blocks. */
  public static DeskLine subscribed(int port) throws IOException {
    SocketChannel channel = connect(port);
    FrameReader frames = new FrameReader();
    upgrade(channel, port, frames);
    channel.write(WsFrames.clientText("{\"op\":\"subscribe\"}"));
    return new DeskLine(channel, frames);
  }

  /** Says something, so that the feed does not take the desk for dead. Blocks. */
  public void ping() throws IOException {
    channel.write(WsFrames.clientText("{\"op\":\"ping\"}"));
  }

  private static SocketChannel connect(int port) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return channel;
  }

  private static void upgrade(SocketChannel channel, int port, FrameReader frames)
      throws IOException {
    String request =
        "GET /v1/feed HTTP/1.1\r\nHost: 127.0.0.1:"
            + port
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: ZHJpZnRnYXRlLWJlbmNoIQ==\r\n"
            + "Sec-WebSocket-Protocol: driftgate.v1\r\n\r\n";
    channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    ByteBuffer in = ByteBuffer.allocate(CAPACITY);
    int end = -1;
    while (end < 0) {
      if (channel.read(in) < 0) {
        throw new IOException("the feed closed during the upgrade");
      }
      end =
          new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
    }
    String head = new String(in.array(), 0, end, StandardCharsets.ISO_8859_1);
    if (!head.startsWith("HTTP/1.1 101")) {
      throw new IOException("the feed refused the upgrade: " + head);
    }
    frames.take(in.array(), end + 4, in.position() - end - 4);
  }

  SocketChannel channel() {
    return channel;
  }

  FrameReader frames() {
    return frames;
  }
}

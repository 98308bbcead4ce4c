package io.driftgate.feed.door;

import io.driftgate.feed.desk.CloseCode;
import io.driftgate.feed.desk.DeskSocket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.VoidChannelPromise;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;

/**
 * A desk's socket. Frames are already in wire form and go straight to the Netty channel: Vert.x
 * would copy, wrap and encode each of them once for every desk. Pongs and the closing handshake are
 * left to Vert.x, and come between whole frames since all of it happens on the channel's loop.
 */
final class NettyDeskSocket implements DeskSocket {
  private final ServerWebSocket socket;
  private final ChannelHandlerContext channel;
  private final ChannelPromise unheard;

  NettyDeskSocket(ServerWebSocket socket) {
    this.socket = socket;
    this.channel = ((WebSocketInternal) socket).channelHandlerContext();
    this.unheard = new VoidChannelPromise(channel.channel(), false);
  }

  /** A write that fails ends the connection, and that is heard of. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void write(ByteBuf frame) {
    channel.write(frame, unheard);
  }

  @Override
  public void flush() {
    channel.flush();
  }

  @Override
  public long pendingBytes() {
    ChannelOutboundBuffer queued = channel.channel().unsafe().outboundBuffer();
    return queued == null ? 0 : queued.totalPendingWriteBytes();
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void whenTaken(Runnable taken) {
    ChannelPromise mark = channel.newPromise();
    mark.addListener(done -> taken.run());
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER, mark);
  }

  /** How the handshake ends is seen by the socket's close handler, and by the desk's tick. */
  @Override
  public void close(CloseCode code, String reason) {
    socket.close(code.code(), reason);
  }

  /**
   * Closes below all handlers: Vert.x's would first wait for the queue, and that of TLS for its
   * goodbye to be read. The end is heard of by the socket's close handler.
   */
  @Override
  public void terminate() {
    channel.channel().unsafe().close(channel.newPromise());
  }
}

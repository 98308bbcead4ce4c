package io.driftgate.feed.door;

import io.driftgate.feed.desk.CloseCode;
import io.driftgate.feed.desk.DeskSocket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.VoidChannelPromise;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.UnixChannel;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.io.IOException;
import java.util.Optional;

/**
 * A desk's socket. Frames are already in wire form and go straight to the Netty channel: Vert.x
 * would copy, wrap and encode each of them once for every desk. On a native transport without TLS,
 * a frame for all of them goes to the kernel at once: Netty's queue and pipeline would cost a third
 * of what the kernel takes. Pongs and the closing handshake are left to Vert.x, and come between
 * whole frames since all of it happens on the channel's loop.
 */
final class NettyDeskSocket implements DeskSocket {
  private final ServerWebSocket socket;
  private final ChannelHandlerContext channel;
  private final Channel.Unsafe unsafe;
  private final ChannelPromise unheard;
  private final Optional<FileDescriptor> bare;

  NettyDeskSocket(ServerWebSocket socket) {
    this.socket = socket;
    this.channel = ((WebSocketInternal) socket).channelHandlerContext();
    this.unsafe = channel.channel().unsafe();
    this.unheard = new VoidChannelPromise(channel.channel(), false);
    this.bare = bare(channel.channel());
  }

  /** A write that fails ends the connection, and that is heard of. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void write(ByteBuf frame) {
    channel.write(frame, unheard);
  }

  /** Where bytes can be written that nobody has to encrypt. */
  private static Optional<FileDescriptor> bare(Channel channel) {
    return channel instanceof UnixChannel unix && channel.pipeline().get(SslHandler.class) == null
        ? Optional.of(unix.fd())
        : Optional.empty();
  }

  /**
   * A closed channel has no queue any more, and only then its descriptor's number may be another's:
   * both on this loop.
   */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public boolean writeNow(ByteBuf frame) {
    ChannelOutboundBuffer queued = unsafe.outboundBuffer();
    if (bare.isEmpty()
        || queued == null
        || queued.totalPendingWriteBytes() > 0
        || !frame.hasMemoryAddress()) {
      return false;
    }
    int from = frame.readerIndex();
    int to = frame.writerIndex();
    int taken;
    try {
      taken = bare.get().writeAddress(frame.memoryAddress(), from, to);
    } catch (IOException broken) {
      return false; // the channel's own write meets it as well, and ends the connection
    }
    if (taken < to - from) {
      channel.writeAndFlush(frame.retainedSlice(from + taken, to - from - taken), unheard);
    }
    return true;
  }

  @Override
  public void flush() {
    channel.flush();
  }

  @Override
  public long pendingBytes() {
    ChannelOutboundBuffer queued = unsafe.outboundBuffer();
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
    unsafe.close(channel.newPromise());
  }
}

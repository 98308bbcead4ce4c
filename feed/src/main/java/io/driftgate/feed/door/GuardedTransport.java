package io.driftgate.feed.door;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.transport.Transport;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

/**
 * The machine's own transport, with a place to stand before all that Vert.x does with an accepted
 * connection: Vert.x tells of one only once its TLS handshake is over, and that may be never. For
 * any thread.
 */
public final class GuardedTransport implements Transport {
  private final Transport own;
  private final Set<Channel> listening = ConcurrentHashMap.newKeySet();

  private GuardedTransport(Transport own) {
    this.own = own;
  }

  /** A Vert.x whose listening sockets can be guarded, on the fastest transport there is. */
  public static Vertx vertx(VertxOptions options) {
    io.vertx.core.transport.Transport fast = io.vertx.core.transport.Transport.nativeTransport();
    io.vertx.core.transport.Transport own =
        fast != null && fast.available() ? fast : io.vertx.core.transport.Transport.NIO;
    return Vertx.builder().with(options).withTransport(new Named(own)).build();
  }

  /** What Vert.x is told of it. */
  private record Named(io.vertx.core.transport.Transport own, Transport implementation)
      implements io.vertx.core.transport.Transport {
    Named(io.vertx.core.transport.Transport own) {
      this(own, new GuardedTransport(own.implementation()));
    }

    @Override
    public String name() {
      return own.name();
    }

    @Override
    public boolean available() {
      return own.available();
    }

    @Override
    public Throwable unavailabilityCause() {
      return own.unavailabilityCause();
    }
  }

  /**
   * Guards the socket that listens on a port.
   *
   * @throws IllegalStateException if none does, or the Vert.x is not of {@link #vertx}
   */
  static void guard(Vertx vertx, int port, AcceptGate gate) {
    if (!(((VertxInternal) vertx).transport() instanceof GuardedTransport transport)) {
      throw new IllegalStateException("the server needs a Vert.x that can be guarded");
    }
    List<Channel> there =
        transport.listening.stream().filter(channel -> listensOn(channel, port)).toList();
    if (there.isEmpty()) {
      throw new IllegalStateException("nothing listens on port " + port);
    }
    there.forEach(channel -> channel.pipeline().addFirst(gate));
  }

  private static boolean listensOn(Channel channel, int port) {
    return channel.localAddress() instanceof InetSocketAddress local && local.getPort() == port;
  }

  /** Remembers what listens, from before it does. */
  @Sharable
  private final class Register extends ChannelInboundHandlerAdapter {
    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      listening.add(context.channel());
      context.channel().closeFuture().addListener(end -> listening.remove(context.channel()));
    }
  }

  @Override
  public void configure(NetServerOptions options, boolean domain, ServerBootstrap bootstrap) {
    own.configure(options, domain, bootstrap);
    bootstrap.handler(new Register());
  }

  @Override
  public boolean supportsDomainSockets() {
    return own.supportsDomainSockets();
  }

  @Override
  public boolean supportFileRegion() {
    return own.supportFileRegion();
  }

  @Override
  public boolean isAvailable() {
    return own.isAvailable();
  }

  @Override
  public Throwable unavailabilityCause() {
    return own.unavailabilityCause();
  }

  @Override
  public SocketAddress convert(io.vertx.core.net.SocketAddress address) {
    return own.convert(address);
  }

  @Override
  public io.vertx.core.net.SocketAddress convert(SocketAddress address) {
    return own.convert(address);
  }

  @Override
  public IoHandlerFactory ioHandlerFactory() {
    return own.ioHandlerFactory();
  }

  @Override
  public EventLoopGroup eventLoopGroup(int type, int threads, ThreadFactory factory, int ratio) {
    return own.eventLoopGroup(type, threads, factory, ratio);
  }

  @Override
  public DatagramChannel datagramChannel() {
    return own.datagramChannel();
  }

  @Override
  @SuppressWarnings("deprecation")
  public DatagramChannel datagramChannel(InternetProtocolFamily family) {
    return own.datagramChannel(family);
  }

  @Override
  public ChannelFactory<? extends Channel> channelFactory(boolean domain) {
    return own.channelFactory(domain);
  }

  @Override
  public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domain) {
    return own.serverChannelFactory(domain);
  }

  @Override
  public void configure(DatagramChannel channel, DatagramSocketOptions options) {
    own.configure(channel, options);
  }

  @Override
  public void configure(
      ClientOptionsBase options, int connectTimeout, boolean domain, Bootstrap bootstrap) {
    own.configure(options, connectTimeout, domain, bootstrap);
  }
}

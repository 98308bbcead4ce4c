package io.driftgate.feed.drill;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP connection of this process to itself over loopback, beside the server's port: a drill needs
 * no token and no TLS, and takes no desk's place. On its loop only.
 */
final class DrillLine {
  private static final Logger LOG = LoggerFactory.getLogger(DrillLine.class);
  private static final int MAX_ACCEPTED = 8;
  private static final String LOOPBACK = "127.0.0.1";

  private final NetServer server;
  private final NetClient client;
  private final Context loop;
  private final List<NetSocketInternal> accepted = new ArrayList<>();
  private Optional<NetSocketInternal> near = Optional.empty();
  private Optional<NetSocket> far = Optional.empty();
  private Optional<Runnable> arrived = Optional.empty();
  private int awaitedBytes;
  private boolean asked;

  /** Not open yet. */
  DrillLine(Vertx vertx, Context loop) {
    this.loop = loop;
    this.server = vertx.createNetServer();
    this.client = vertx.createNetClient();
    server.connectHandler(this::accept);
  }

  /** Asks for the connection, once: what is there by the next drill is used. */
  void open() {
    if (!asked) {
      asked = true;
      server
          .listen(0, LOOPBACK)
          .compose(bound -> client.connect(bound.actualPort(), LOOPBACK))
          .onSuccess(this::connected)
          .onFailure(
              e -> {
                asked = false;
                LOG.warn("no loopback connection for drills: {}", e.getMessage());
              });
    }
  }

  /** Which one is ours shows when both ends are there. */
  private void accept(NetSocket socket) {
    loop.runOnContext(
        here -> {
          if (near.isPresent() || accepted.size() == MAX_ACCEPTED) {
            socket.close();
          } else {
            accepted.add((NetSocketInternal) socket);
            pair();
          }
        });
  }

  private void connected(NetSocket socket) {
    loop.runOnContext(
        here -> {
          far = Optional.of(socket);
          socket.handler(this::onBytes);
          pair();
        });
  }

  private void pair() {
    near = far.flatMap(this::otherEnd);
    if (near.isPresent()) {
      accepted.remove(near.get());
      accepted.forEach(NetSocket::close);
      accepted.clear();
    }
  }

  private Optional<NetSocketInternal> otherEnd(NetSocket socket) {
    int port = socket.localAddress().port();
    return accepted.stream().filter(one -> one.remoteAddress().port() == port).findFirst();
  }

  boolean isOpen() {
    return near.isPresent();
  }

  /** Whether what was last sent is still on its way. */
  boolean isWaiting() {
    return arrived.isPresent();
  }

  /** Writes as to a desk, and calls back once all of it has come back in. Owns the buffer. */
  @SuppressWarnings("FutureReturnValueIgnored")
  void send(ByteBuf frame, Runnable then) {
    awaitedBytes = frame.readableBytes();
    arrived = Optional.of(then);
    near.orElseThrow().channelHandlerContext().writeAndFlush(frame);
  }

  private void onBytes(Buffer bytes) {
    awaitedBytes -= bytes.length();
    if (awaitedBytes <= 0) {
      arrived.ifPresent(Runnable::run);
      arrived = Optional.empty();
    }
  }

  /** Ends it for good. Any thread. */
  void close() {
    server.close().onFailure(e -> LOG.debug("drill's server: {}", e.getMessage()));
    client.close().onFailure(e -> LOG.debug("drill's client: {}", e.getMessage()));
  }
}

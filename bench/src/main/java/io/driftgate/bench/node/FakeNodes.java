package io.driftgate.bench.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A fleet of fake nodes, each on a port of its own, all of them on one thread. */
public final class FakeNodes implements AutoCloseable {
  private final Selector selector;
  private final List<FakeNode> nodes = new ArrayList<>();
  private final Thread thread = new Thread(this::run, "fake-nodes");
  private final AtomicLong lost = new AtomicLong();
  private volatile boolean closed;

  private FakeNodes() throws IOException {
    selector = Selector.open();
  }

  /** Listens. All nodes show the same height. */
  public static FakeNodes open(int count, long chainId, long height) throws IOException {
    FakeNodes fleet = new FakeNodes();
    for (int i = 0; i < count; i++) {
      FakeNode node = new FakeNode(chainId, height);
      fleet.nodes.add(node);
      node.server().register(fleet.selector, SelectionKey.OP_ACCEPT, node);
    }
    fleet.thread.setDaemon(true);
    fleet.thread.start();
    return fleet;
  }

  /** The nodes, in order. */
  public List<FakeNode> nodes() {
    return List.copyOf(nodes);
  }

  /** Whether somebody has subscribed to every node. */
  public boolean allListenedTo() {
    return nodes.stream().allMatch(FakeNode::isListenedTo);
  }

  /** Connections that ended or broke. */
  public long lost() {
    return lost.get();
  }

  private void run() {
    try {
      while (!closed) {
        selector.select(this::onKey);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void onKey(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept((ServerSocketChannel) key.channel(), (FakeNode) key.attachment());
      } else if (!((NodeLine) key.attachment()).onReadable()) {
        end(key);
      }
    } catch (IOException | UncheckedIOException broken) {
      end(key);
    }
  }

  private void accept(ServerSocketChannel server, FakeNode node) throws IOException {
    SocketChannel channel = server.accept();
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, new NodeLine(node, channel));
  }

  private void end(SelectionKey key) {
    lost.incrementAndGet();
    key.cancel();
    try {
      key.channel().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    selector.wakeup();
    for (FakeNode node : nodes) {
      node.server().close();
    }
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
  }
}

package io.driftgate.bench.fleet;

import io.driftgate.core.fact.Hash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Thousands of nodes behind one listening socket and one thread. A node is an address of its own in
 * 127.0.0.0/8, as nodes are hosts of their own; or, on demand, a path on one host, as providers
 * have it. Node {@code i} is on chain {@code i % chains} and hears of each block a little later
 * than others do.
 */
final class NodeFarm implements AutoCloseable {
  private static final long MS = 1_000_000L;
  private static final int LATEST_MS = 800;
  private static final int PER_THIRD_BYTE = 250;
  private static final int BACKLOG = 4_096;
  private static final int OUT_BYTES = 1 << 20;

  private final Selector selector = Selector.open();
  private final ServerSocketChannel server;
  private final boolean oneHost;
  private final List<FarmChain> chains = new ArrayList<>();
  private final long blockNanos;
  private final FarmTally tally;
  private final Thread thread = new Thread(this::run, "node-farm");
  private final AtomicLong lost = new AtomicLong();
  private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);
  private final ByteBuffer out = ByteBuffer.allocateDirect(OUT_BYTES);
  private long nextBlockNanos;
  private volatile boolean closed;

  /**
   * What kind of nodes.
   *
   * @param blockMs how often each chain has a block
   * @param transactions hashes that a block lists
   */
  record Kind(int chains, long blockMs, int transactions, boolean oneHost) {}

  private NodeFarm(Kind kind, int nodes) throws IOException {
    oneHost = kind.oneHost();
    blockNanos = kind.blockMs() * MS;
    tally = new FarmTally(nodes);
    long nowSeconds = System.currentTimeMillis() / 1_000;
    for (int i = 0; i < kind.chains(); i++) {
      chains.add(new FarmChain(i, nowSeconds, kind.blockMs() / 1_000, kind.transactions()));
    }
    server = ServerSocketChannel.open().bind(new InetSocketAddress("0.0.0.0", 0), BACKLOG);
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
    nextBlockNanos = System.nanoTime() + blockNanos;
  }

  static NodeFarm open(Kind kind, int nodes) throws IOException {
    NodeFarm farm = new NodeFarm(kind, nodes);
    farm.thread.setDaemon(true);
    farm.thread.start();
    return farm;
  }

  int port() {
    return server.socket().getLocalPort();
  }

  /** Where a node is asked. */
  String url(int node) {
    return oneHost
        ? "http://127.0.0.1:" + port() + "/n/" + node
        : "http://127.1."
            + node / PER_THIRD_BYTE
            + "."
            + (1 + node % PER_THIRD_BYTE)
            + ":"
            + port()
            + "/";
  }

  FarmTally tally() {
    return tally;
  }

  /** Connections that ended. */
  long lost() {
    return lost.get();
  }

  private void run() {
    try {
      while (!closed) {
        long nowNanos = System.nanoTime();
        if (nowNanos - nextBlockNanos >= 0) {
          nextBlockNanos += blockNanos;
          chains.forEach(chain -> chain.mine(System.currentTimeMillis() / 1_000, nowNanos));
        }
        selector.select(this::onKey, Math.max(1, (nextBlockNanos - nowNanos) / MS));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void onKey(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept();
      } else if (key.isWritable()) {
        flush(key, (FarmLine) key.attachment());
      } else if (!read((FarmLine) key.attachment(), key)) {
        end(key);
      }
    } catch (IOException broken) {
      end(key);
    }
  }

  private void accept() throws IOException {
    for (SocketChannel line = server.accept(); line != null; line = server.accept()) {
      line.setOption(StandardSocketOptions.TCP_NODELAY, true);
      line.configureBlocking(false);
      line.register(selector, SelectionKey.OP_READ, new FarmLine(line, nodeOf(line)));
    }
  }

  private int nodeOf(SocketChannel line) throws IOException {
    if (oneHost) {
      return -1;
    }
    InetAddress dialled = ((InetSocketAddress) line.getLocalAddress()).getAddress();
    byte[] bytes = dialled.getAddress();
    return (bytes[2] & 0xff) * PER_THIRD_BYTE + Math.max(0, (bytes[3] & 0xff) - 1);
  }

  private boolean read(FarmLine line, SelectionKey key) throws IOException {
    in.clear();
    if (line.channel().read(in) < 0) {
      return false;
    }
    line.append(in.flip());
    if (line.hasRequest()) {
      answer(line, key);
      line.clear();
    }
    return true;
  }

  private void answer(FarmLine line, SelectionKey key) throws IOException {
    long nowNanos = System.nanoTime();
    int node = line.node();
    FarmLine.Asked asked = line.asked();
    FarmChain chain = chains.get(node % chains.size());
    out.clear();
    switch (asked) {
      case HEADS -> chain.shown(lateNanos(node), nowNanos).heads().fill(out, line.firstId());
      case IDENTITY -> chain.shown(lateNanos(node), nowNanos).identity().fill(out, line.firstId());
      case BLOCK -> out.put(FarmAnswers.http(block(chain, line)));
    }
    out.flip();
    line.channel().write(out);
    if (out.hasRemaining()) {
      byte[] rest = new byte[out.remaining()];
      out.get(rest);
      line.unsent(ByteBuffer.wrap(rest));
      key.interestOps(SelectionKey.OP_WRITE);
    }
    tally.answered(node, asked, nowNanos);
  }

  private static String block(FarmChain chain, FarmLine line) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + line.firstId()
        + ",\"result\":"
        + chain.block(Hash.parse(line.hash())).orElse("null")
        + "}";
  }

  private void flush(SelectionKey key, FarmLine line) throws IOException {
    line.channel().write(line.unsent());
    if (!line.unsent().hasRemaining()) {
      line.unsent(null);
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  /** Scattered evenly over nodes, and the same for a node at each block. */
  private static long lateNanos(int node) {
    return ((node * 2_654_435_761L) >>> 8) % LATEST_MS * MS;
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
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}

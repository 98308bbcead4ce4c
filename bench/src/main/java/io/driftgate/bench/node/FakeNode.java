package io.driftgate.bench.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.LongUnaryOperator;

/** One node: its port, the height it shows, and who listens to its heads. */
public final class FakeNode {
  private static final int SAFE_BEHIND = 32;
  private static final int FINALIZED_BEHIND = 64;
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final ServerSocketChannel server;
  private final long chainId;
  private volatile long height;
  private volatile LongUnaryOperator timestamps = Blocks::timestamp;
  private volatile SocketChannel subscriber;

  FakeNode(long chainId, long height) throws IOException {
    this.chainId = chainId;
    this.height = height;
    this.server = ServerSocketChannel.open().bind(ANY_PORT);
    server.configureBlocking(false);
  }

  ServerSocketChannel server() {
    return server;
  }

  /** On 127.0.0.1. */
  public int port() {
    return server.socket().getLocalPort();
  }

  /** Whether somebody has subscribed to its heads. */
  public boolean isListenedTo() {
    return subscriber != null;
  }

  void subscribed(SocketChannel by) {
    subscriber = by;
  }

  /** Polls show another height from now on, and nothing is pushed. */
  public void show(long newHeight) {
    height = newHeight;
  }

  /**
   * Pushes a head to the subscriber. Any thread, one at a time.
   *
   * @param frame of {@link Blocks#frame}; left as it is
   * @return {@link System#nanoTime} right before the bytes went to the kernel
   */
  public long push(ByteBuffer frame, long newHeight) {
    ByteBuffer bytes = frame.duplicate();
    try {
      long beforeNanos = System.nanoTime();
      subscriber.write(bytes);
      height = newHeight;
      if (bytes.hasRemaining()) {
        throw new IllegalStateException("the monitor does not read what node " + port() + " says");
      }
      return beforeNanos;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its blocks' timestamps, in seconds, by height. Polls only. */
  public void date(LongUnaryOperator byHeight) {
    timestamps = byHeight;
  }

  String answer(String method, String tag) {
    return switch (method) {
      case "eth_chainId" -> "\"0x" + Long.toHexString(chainId) + "\"";
      case "web3_clientVersion" -> "\"Geth/v1.14.0/linux\"";
      case "eth_subscribe" -> "\"0x1\"";
      default -> block(Math.max(1, height - behind(tag)));
    };
  }

  private String block(long shown) {
    return Blocks.json(shown, timestamps.applyAsLong(shown));
  }

  private static int behind(String tag) {
    return switch (tag) {
      case "safe" -> SAFE_BEHIND;
      case "finalized" -> FINALIZED_BEHIND;
      default -> 0;
    };
  }
}

package io.driftgate.bench.fleet;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection: requests over HTTP/1.1, read without making text of them. The farm's thread. */
final class FarmLine {
  private static final int CAPACITY = 2_048;
  private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FIRST_ID = "\"id\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PATH = "/n/".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CHAIN_ID = "eth_chainId".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BY_HASH = "eth_getBlockByHash".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HASH = "\"params\":[\"".getBytes(StandardCharsets.US_ASCII);
  private static final int HASH_LENGTH = 66;

  private final SocketChannel channel;
  private final int nodeByAddress;
  private final byte[] in = new byte[CAPACITY];
  private int filled;
  private ByteBuffer unsent;

  /** What a request asks. */
  enum Asked {
    HEADS,
    IDENTITY,
    BLOCK
  }

  /**
   * A line that has said nothing yet.
   *
   * @param nodeByAddress the node whose address was dialled; -1 if paths tell the nodes apart
   */
  FarmLine(SocketChannel channel, int nodeByAddress) {
    this.channel = channel;
    this.nodeByAddress = nodeByAddress;
  }

  SocketChannel channel() {
    return channel;
  }

  /** Takes what was read; an asker who waits for each answer never fills the line. */
  void append(ByteBuffer bytes) {
    if (filled + bytes.remaining() > CAPACITY) {
      throw new IllegalStateException("a request of more than " + CAPACITY + " bytes");
    }
    int length = bytes.remaining();
    bytes.get(in, filled, length);
    filled += length;
  }

  /** Whether a whole request is there. */
  boolean hasRequest() {
    int headEnd = find(END, 0, filled);
    return headEnd >= 0 && filled >= headEnd + END.length + bodyLength(headEnd);
  }

  private int bodyLength(int headEnd) {
    for (int at = 0; at < headEnd - LENGTH.length; at++) {
      if (in[at] == '\n' && isHeader(at + 1)) {
        return (int) number(at + 1 + LENGTH.length);
      }
    }
    return 0;
  }

  private boolean isHeader(int at) {
    for (int i = 0; i < LENGTH.length; i++) {
      if ((in[at + i] | 0x20) != (LENGTH[i] | 0x20)) {
        return false;
      }
    }
    return true;
  }

  /** The node that is asked. */
  int node() {
    return nodeByAddress >= 0
        ? nodeByAddress
        : (int) number(find(PATH, 0, Math.min(filled, 64)) + PATH.length);
  }

  Asked asked() {
    if (find(CHAIN_ID, 0, filled) >= 0) {
      return Asked.IDENTITY;
    }
    return find(BY_HASH, 0, filled) >= 0 ? Asked.BLOCK : Asked.HEADS;
  }

  /** The first question's id. */
  long firstId() {
    return number(find(FIRST_ID, 0, filled) + FIRST_ID.length);
  }

  /** The block that {@link Asked#BLOCK} names. */
  String hash() {
    int at = find(HASH, 0, filled) + HASH.length;
    return new String(in, at, HASH_LENGTH, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
  }

  /** The request has been answered. */
  void clear() {
    filled = 0;
  }

  /** What the kernel did not take at once; null if it took all. */
  ByteBuffer unsent() {
    return unsent;
  }

  void unsent(ByteBuffer rest) {
    unsent = rest;
  }

  private long number(int from) {
    int at = from;
    while (at < filled && in[at] == ' ') {
      at++;
    }
    long value = 0;
    while (at < filled && in[at] >= '0' && in[at] <= '9') {
      value = 10 * value + in[at] - '0';
      at++;
    }
    return value;
  }

  private int find(byte[] what, int from, int to) {
    for (int at = from; at <= to - what.length; at++) {
      if (in[at] == what[0] && matches(what, at)) {
        return at;
      }
    }
    return -1;
  }

  private boolean matches(byte[] what, int at) {
    for (int i = 1; i < what.length; i++) {
      if (in[at + i] != what[i]) {
        return false;
      }
    }
    return true;
  }
}

package io.driftgate.bench.fan;

import io.driftgate.bench.wire.WsFrames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All desks of one server, read by one thread that stamps each after the read that completed its
 * frame.
 */
final class FanDesks {
  private static final byte[] TRANSITION =
      "\"type\":\"transition\"".getBytes(StandardCharsets.US_ASCII);
  private static final int HEAD = 64;
  private static final int OPCODE_PING = 0x9;
  private static final int BUFFER = 1 << 16;
  private static final long IDLE_MS = 1_000;
  private static final long MS = 1_000_000;

  private final Protocol protocol;
  private final long renewNanos;
  private final Selector selector;
  private final List<FanDesk> desks = new CopyOnWriteArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private final AtomicInteger lost = new AtomicInteger();
  private volatile Round expected = new Round(0);
  private volatile byte[] payload = {};
  private final ByteBuffer renewal;
  private int renewNext;
  private long renewDueNanos = System.nanoTime();

  private FanDesks(Protocol protocol, long leaseMs) throws IOException {
    this.protocol = protocol;
    this.renewNanos = leaseMs * MS / 4;
    this.renewal = protocol.renewal();
    this.selector = Selector.open();
  }

  /** None yet. */
  static FanDesks open(Protocol protocol, long leaseMs) throws IOException {
    FanDesks row = new FanDesks(protocol, leaseMs);
    Thread thread = new Thread(row::run, "desks");
    thread.setDaemon(true);
    thread.start();
    return row;
  }

  /** Connects more. */
  void add(int port, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      FanDesk desk = FanDesk.connect(port, protocol);
      desk.channel().configureBlocking(false);
      desk.channel().register(selector, SelectionKey.OP_READ, desk);
      selector.wakeup();
      desks.add(desk);
    }
  }

  /** From now on, each desk's next transition counts for this round. */
  Round expect() {
    Round round = new Round(desks.size());
    expected = round;
    return round;
  }

  /** Of the transition that was read last. */
  byte[] payload() {
    return payload.clone();
  }

  /** How many lost their connection. */
  int lost() {
    return lost.get();
  }

  private void run() {
    try {
      while (true) {
        selector.select(this::onKey, protocol.renews() ? renewDue() : IDLE_MS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends what is due and returns for how long nothing is, in milliseconds. */
  private long renewDue() {
    long now = System.nanoTime();
    if (desks.isEmpty()) {
      renewDueNanos = now;
      return IDLE_MS;
    }
    while (now - renewDueNanos >= 0) {
      renewNext = (renewNext + 1) % desks.size();
      write(desks.get(renewNext), renewal.duplicate());
      renewDueNanos += renewNanos / desks.size();
    }
    return Math.max(1, (renewDueNanos - now) / MS);
  }

  private void onKey(SelectionKey key) {
    FanDesk desk = (FanDesk) key.attachment();
    try {
      buffer.clear();
      boolean open = desk.channel().read(buffer) >= 0;
      long nanos = System.nanoTime();
      buffer.flip();
      desk.cut(
          buffer, (opcode, bytes, from, length) -> on(desk, nanos, opcode, bytes, from, length));
      if (!open) {
        end(key);
      }
    } catch (IOException broken) {
      end(key);
    }
  }

  private void on(FanDesk desk, long nanos, int opcode, ByteBuffer bytes, int from, int length) {
    if (opcode == OPCODE_PING) {
      write(desk, WsFrames.clientPong(new byte[0]));
    } else if (isTransition(bytes, from, length)) {
      Round round = expected;
      if (desk.isFirstOf(round)) {
        if (payload.length == 0) {
          payload = new byte[length];
          bytes.get(from, payload);
        }
        round.read(nanos);
      }
    }
  }

  /** A transition says so at its start; NATS puts a line before it. */
  static boolean isTransition(ByteBuffer bytes, int from, int length) {
    int last = from + Math.min(HEAD, length) - TRANSITION.length;
    for (int at = from; at <= last; at++) {
      if (bytes.get(at) == TRANSITION[0] && matches(bytes, at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(ByteBuffer bytes, int at) {
    for (int i = 1; i < TRANSITION.length; i++) {
      if (bytes.get(at + i) != TRANSITION[i]) {
        return false;
      }
    }
    return true;
  }

  /** What can't be written shows itself as the end of the stream, and is counted there. */
  private static void write(FanDesk desk, ByteBuffer frame) {
    try {
      if (desk.channel().isOpen()) {
        desk.channel().write(frame);
      }
    } catch (IOException ended) {
      return;
    }
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
}

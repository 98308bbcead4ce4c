package io.driftgate.bench.desk;

import io.driftgate.bench.wire.WsFrames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All desks, read by one thread that stamps each frame after the read that completed it. Desks
 * renew their leases as real ones do, spread evenly over the interval.
 */
public final class DeskRow implements AutoCloseable {
  private static final long RENEW_NANOS = 250_000_000L;
  private static final long LONG_MS = 1_000;
  private static final int OPCODE_PING = 0x9;
  private static final String RENEW = "{\"op\":\"renew\",\"nonce\":\"bench-0123456789\"}";

  private final List<DeskLine> desks;
  private final Selector selector;
  private final Thread thread = new Thread(this::run, "desks");
  private final boolean renews;
  private final Reading reading;
  private final ByteBuffer renewal = WsFrames.clientText(RENEW);
  private volatile boolean closed;
  private volatile boolean spinning;
  private volatile long openSeq = -1;
  private volatile Wave expected = new Wave(-1, 1);
  private final AtomicLong lost = new AtomicLong();
  private long openingSeq = -1;
  private int opened;
  private int renewNext;
  private long renewDueNanos = System.nanoTime();

  private DeskRow(List<DeskLine> desks, Reading reading, boolean renews) throws IOException {
    this.desks = desks;
    this.reading = reading;
    this.renews = renews;
    this.selector = Selector.open();
  }

  /** Takes the desks over; they must not be touched elsewhere from now on. */
  public static DeskRow of(List<DeskLine> desks, Reading reading, boolean renews)
      throws IOException {
    DeskRow row = new DeskRow(List.copyOf(desks), reading, renews);
    for (DeskLine desk : desks) {
      desk.channel().configureBlocking(false);
      desk.channel().register(row.selector, SelectionKey.OP_READ, desk);
    }
    row.thread.setDaemon(true);
    row.thread.start();
    return row;
  }

  /** The sequence number under which every desk has read OPEN; empty while any has not. */
  public OptionalLong open() {
    long seq = openSeq;
    return seq < 0 ? OptionalLong.empty() : OptionalLong.of(seq);
  }

  /** Desks that lost their connection. */
  public long lost() {
    return lost.get();
  }

  /** From now on, the withdrawal with this sequence number is stamped. */
  public Wave expect(long seq) {
    Wave wave = new Wave(seq, desks.size());
    expected = wave;
    spinning = reading == Reading.SPINNING;
    selector.wakeup();
    return wave;
  }

  /** The event is over, whether it was read or not. */
  public void rest() {
    spinning = false;
  }

  private void run() {
    try {
      for (DeskLine desk : desks) {
        desk.frames().drain((opcode, bytes, from, length) -> {});
      }
      while (!closed) {
        turn();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void turn() throws IOException {
    long idleMs = renews ? renewDue() : LONG_MS;
    if (spinning) {
      selector.selectNow(this::onKey);
    } else {
      selector.select(this::onKey, idleMs);
    }
  }

  /** Sends what is due and returns for how long nothing is, in milliseconds. */
  private long renewDue() {
    long now = System.nanoTime();
    while (now - renewDueNanos >= 0) {
      write(desks.get(renewNext), renewal.duplicate());
      renewNext = (renewNext + 1) % desks.size();
      renewDueNanos += RENEW_NANOS / desks.size();
    }
    return Math.max(1, (renewDueNanos - now) / 1_000_000);
  }

  private void onKey(SelectionKey key) {
    DeskLine desk = (DeskLine) key.attachment();
    try {
      boolean open = desk.frames().readFrom(desk.channel());
      long nanos = System.nanoTime();
      desk.frames()
          .drain((opcode, bytes, from, length) -> on(desk, nanos, opcode, bytes, from, length));
      if (!open) {
        end(key);
      }
    } catch (IOException broken) {
      end(key);
    }
  }

  private void on(DeskLine desk, long nanos, int opcode, byte[] bytes, int from, int length) {
    if (opcode == OPCODE_PING) {
      write(desk, WsFrames.clientPong(new byte[0]));
    } else if (opcode == WsFrames.TEXT) {
      switch (GateFrame.kind(bytes, from, length)) {
        case TO_WITHDRAW -> onWithdraw(nanos, bytes, from, length);
        case TO_OPEN -> onOpen(GateFrame.seq(bytes, from, length));
        case OTHER -> {}
      }
    }
  }

  private void onWithdraw(long nanos, byte[] bytes, int from, int length) {
    openSeq = -1;
    Wave wave = expected;
    if (GateFrame.seq(bytes, from, length) == wave.seq()) {
      wave.read(nanos, bytes, from, length);
    }
  }

  private void onOpen(long seq) {
    if (seq > openingSeq) {
      openingSeq = seq;
      opened = 0;
    }
    opened += seq == openingSeq ? 1 : 0;
    if (opened == desks.size()) {
      openSeq = seq;
    }
  }

  /** What can't be written shows itself as the end of the stream, and is counted there. */
  private static void write(DeskLine desk, ByteBuffer frame) {
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

  @Override
  public void close() throws IOException {
    closed = true;
    selector.wakeup();
    for (DeskLine desk : desks) {
      desk.channel().close();
    }
  }
}

package io.driftgate.bench.socket;

import io.driftgate.bench.desk.DeskLine;
import io.driftgate.bench.desk.DeskRow;
import io.driftgate.bench.desk.Reading;
import io.driftgate.bench.desk.Wave;
import io.driftgate.bench.wire.WsFrames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the machine takes when nothing is decided: one thread wakes up for a byte and writes one
 * prepared frame to each desk, one write call after the other, to the same reader. No monitor can
 * be faster with one thread.
 */
final class Floor implements AutoCloseable {
  private static final long MS = 1_000_000L;
  private static final long PERIOD_NANOS = 20 * MS;
  private static final long ARMED_NANOS = MS;
  private static final long WAIT_NANOS = 1_000 * MS;

  private final ServerSocketChannel server;
  private final SocketChannel trigger;
  private final List<SocketChannel> toDesks = new ArrayList<>();
  private final DeskRow desks;
  private final int frameBytes;
  private final Thread thread = new Thread(this::run, "floor");
  private volatile ByteBuffer next;
  private volatile long wokenNanos;

  private Floor(int count, int frameBytes, Reading reading) throws IOException {
    this.frameBytes = frameBytes;
    server =
        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    int port = server.socket().getLocalPort();
    trigger = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    trigger.setOption(StandardSocketOptions.TCP_NODELAY, true);
    SocketChannel triggered = server.accept();
    List<DeskLine> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(DeskLine.plain(port));
      toDesks.add(server.accept());
      toDesks.get(i).setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
    toDesks.add(triggered);
    desks = DeskRow.of(lines, reading, false);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Measures.
   *
   * @param frameBytes of payload, at least 200
   * @return from the trigger's write, and from the first desk's write
   */
  static List<Latencies> measure(int count, int frameBytes, Reading reading, int warmUp, int rounds)
      throws IOException, InterruptedException {
    try (Floor floor = new Floor(count, Math.max(200, frameBytes), reading)) {
      Latencies fromTrigger = new Latencies("floor: wake up for a byte, then one write per desk");
      Latencies fromLoop = new Latencies("floor: one write per desk");
      floor.play(warmUp, 0, new Latencies(""), new Latencies(""));
      floor.play(rounds, warmUp, fromTrigger, fromLoop);
      return List.of(fromTrigger, fromLoop);
    }
  }

  private void play(int rounds, long played, Latencies fromTrigger, Latencies fromLoop)
      throws IOException, InterruptedException {
    long startNanos = System.nanoTime() + PERIOD_NANOS;
    for (int i = 0; i < rounds; i++) {
      long seq = played + i;
      long dueNanos = startNanos + i * PERIOD_NANOS;
      next = withdrawal(seq);
      Pace.until(dueNanos - ARMED_NANOS);
      Wave wave = desks.expect(seq);
      Pace.until(dueNanos);
      long writtenNanos = System.nanoTime();
      trigger.write(ByteBuffer.allocate(1));
      wave.await(WAIT_NANOS)
          .ifPresent(
              arrivals -> {
                fromTrigger.record(arrivals, writtenNanos, dueNanos);
                fromLoop.record(arrivals, wokenNanos, wokenNanos);
              });
      desks.rest();
    }
  }

  private ByteBuffer withdrawal(long seq) {
    String start =
        String.format(
            Locale.ROOT,
            "{\"type\":\"transition\",\"epoch\":1,\"seq\":%d,"
                + "\"quotes\":{\"from\":\"OPEN\",\"to\":\"WITHDRAW\"},\"decisionNanos\":0,\"x\":\"",
            seq);
    return WsFrames.serverText(start + "x".repeat(frameBytes - start.length() - 2) + "\"}");
  }

  private void run() {
    ByteBuffer one = ByteBuffer.allocateDirect(1);
    SocketChannel triggered = toDesks.remove(toDesks.size() - 1);
    try {
      while (triggered.read(one.clear()) > 0) {
        ByteBuffer frame = next;
        wokenNanos = System.nanoTime();
        for (SocketChannel desk : toDesks) {
          desk.write(frame.duplicate());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    trigger.close();
    desks.close();
    server.close();
    for (SocketChannel desk : toDesks) {
      desk.close();
    }
  }
}

package io.driftgate.bench.desk;

import io.driftgate.bench.wire.WsFrames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Desks that subscribe to everything, go on renewing, and never read. One that is thrown out comes
 * again. One thread of its own.
 */
public final class Mob implements AutoCloseable {
  private static final long ROUND_MS = 250;
  private static final String EVERYTHING =
      "{\"op\":\"subscribe\",\"streams\":[\"gate\",\"chains\",\"nodes\",\"drift\"]}";
  private static final String RENEW = "{\"op\":\"renew\",\"nonce\":\"mob\"}";

  private final int port;
  private final List<DeskLine> desks = new ArrayList<>();
  private final int size;
  private final AtomicLong thrownOut = new AtomicLong();
  private final Thread thread = new Thread(this::run, "mob");
  private final ByteBuffer everything = WsFrames.clientText(EVERYTHING);
  private final ByteBuffer renewal = WsFrames.clientText(RENEW);
  private volatile boolean closed;
  private volatile boolean gathered;

  private Mob(int port, int size) {
    this.port = port;
    this.size = size;
  }

  /** Returns once all of them have come. */
  public static Mob gather(int port, int size) throws InterruptedException {
    Mob mob = new Mob(port, size);
    mob.thread.setDaemon(true);
    mob.thread.start();
    while (!mob.gathered) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return mob;
  }

  /** How often one of them lost its connection. */
  public long thrownOut() {
    return thrownOut.get();
  }

  private void run() {
    try {
      while (!closed) {
        gathered |= desks.size() == size;
        while (desks.size() < size && !closed) {
          come();
        }
        desks.removeIf(this::isThrownOut);
        TimeUnit.MILLISECONDS.sleep(ROUND_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void come() {
    try {
      DeskLine desk = DeskLine.subscribed(port);
      desk.channel().configureBlocking(false);
      desk.channel().write(everything.duplicate());
      desks.add(desk);
    } catch (IOException refused) {
      thrownOut.incrementAndGet();
    }
  }

  private boolean isThrownOut(DeskLine desk) {
    try {
      desk.channel().write(renewal.duplicate());
      return false;
    } catch (IOException ended) {
      thrownOut.incrementAndGet();
      end(desk);
      return true;
    }
  }

  private static void end(DeskLine desk) {
    try {
      desk.channel().close();
    } catch (IOException alreadyEnded) {
      return;
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    desks.forEach(Mob::end);
  }
}

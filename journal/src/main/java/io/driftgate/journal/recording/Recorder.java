package io.driftgate.journal.recording;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what passes the core into files, on a thread of its own. Nothing that goes wrong here
 * costs the gate anything: what does not fit is dropped and counted, and a disk that fails ends the
 * file; a new one is tried again and again.
 */
public final class Recorder {
  /** Items that wait at most: some ten seconds of a fleet of thousands, one snapshot long. */
  public static final int CAPACITY = 131_072;

  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long FLUSH_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int BATCH = 1_024;

  private final ItemRing ring;
  private final Thread thread = new Thread(this::run, "recordings");
  private final RecordingSequence files;
  private final Replica replica;
  private volatile boolean closing;
  private volatile boolean broken;
  private volatile long differences;
  private long saidDropped;
  private long flushedNanos;

  /** One that has not begun; it takes items in. */
  public Recorder(RecordingSettings settings, RecordingStart start) {
    this(settings, start, CAPACITY);
  }

  Recorder(RecordingSettings settings, RecordingStart start, int capacity) {
    ring = new ItemRing(capacity);
    replica = new Replica(start.plan(), start.epoch(), start.began());
    files = new RecordingSequence(settings, start, replica);
    thread.setDaemon(true);
  }

  /** Lets its thread write. To be called once. */
  public void begin() {
    thread.start();
  }

  /** Takes an item in; gate loop. */
  void put(Object item) {
    ring.put(item);
  }

  /** Another configuration file is in force, whose plan comes as an item. Any thread. */
  public void configured(String configurationSha256) {
    files.configured(configurationSha256);
  }

  /** What it counts. Any thread. */
  public RecordingFigures figures() {
    return new RecordingFigures(
        files.items(),
        ring.dropped() + files.missed(),
        files.bytes(),
        files.errors(),
        differences,
        files.isWriting());
  }

  /**
   * Writes what waits; nothing may be put in any more.
   *
   * @param limitMs how long to wait for the disk
   * @return whether the thread has ended
   */
  public boolean close(long limitMs) {
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join(limitMs);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  private void run() {
    try {
      boolean ends = false;
      while (!ends) {
        boolean last = closing;
        boolean some = takeSome();
        ends = last && !some;
        flushIfDue();
        if (!some && !last) {
          LockSupport.parkNanos(this, IDLE_NANOS);
        }
      }
    } catch (RuntimeException bug) {
      broken = true;
      LOG.error("the recorder broke; nothing is recorded any more, the gate goes on", bug);
    } finally {
      files.close();
    }
  }

  /** Whether there was anything. */
  private boolean takeSome() {
    int taken = 0;
    while (taken < BATCH && takeOne()) {
      taken++;
    }
    differences = replica.differences();
    return taken > 0;
  }

  private boolean takeOne() {
    Object item = ring.take();
    if (item != null) {
      files.add(item);
      replica.take(item);
    }
    return item != null;
  }

  private void flushIfDue() {
    long now = System.nanoTime();
    if (now - flushedNanos >= FLUSH_NANOS) {
      flushedNanos = now;
      files.flush();
      sayDropped();
    }
  }

  private void sayDropped() {
    long now = ring.dropped();
    if (now > saidDropped) {
      LOG.warn("{} items were not recorded: the disk is too slow", now - saidDropped);
      saidDropped = now;
    }
  }

  /** Whether a bug ended it. Any thread. */
  public boolean isBroken() {
    return broken;
  }
}

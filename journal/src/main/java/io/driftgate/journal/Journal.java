package io.driftgate.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit journal of one process. Whatever is added becomes a row, in that order; all that waits
 * goes into one transaction. While nothing can be written it is held, up to a bound, and tried
 * again.
 *
 * <p>Any thread may call it, and none is made to wait; the disk has a thread of its own.
 */
public final class Journal {
  /** How many entries wait at most: some ten transitions for each market of a large desk. */
  public static final int CAPACITY = 16_384;

  /** A disk that says nothing for so long counts as one that can't be written. */
  public static final long MAX_SILENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final int MOST_ROWS = 4_096;
  private static final long FIRST_PAUSE_MS = 100;
  private static final long LONGEST_PAUSE_MS = 2_000;
  private static final long MAX_MICROS = 3_600_000_000L;
  private static final int DIGITS = 3;

  private final JournalListener listener;
  private final Backlog backlog;
  private final JournalWriter writer;
  private final Thread thread = new Thread(this::run, "journal");
  private final Histogram flushMicros = new Histogram(MAX_MICROS, DIGITS);
  private final LongAdder failures = new LongAdder();
  private JournalState state = JournalState.OPENING;
  private long busySinceNanos;
  private boolean busy;
  private boolean silent;
  private boolean handedOver;

  Journal(Path file, JournalStart start, JournalListener listener, int capacity) {
    this.listener = listener;
    this.backlog = new Backlog(capacity);
    this.writer = new JournalWriter(file, start);
    thread.setDaemon(true);
  }

  /**
   * One that has not begun; it takes entries in.
   *
   * @param start the first row of this process
   */
  public Journal(Path file, JournalStart start, JournalListener listener) {
    this(file, start, listener, CAPACITY);
  }

  /** Lets its thread open the file, or make it, and write. To be called once. */
  public void begin() {
    thread.start();
  }

  /** Takes in an entry; what does not fit is counted, and nothing opens until that is written. */
  public void add(JournalEntry entry) {
    if (!backlog.add(entry)) {
      loseUnlessLost("more waits to be written than can be held");
    }
  }

  public synchronized JournalState state() {
    return state;
  }

  /** To be called several times a second: notices a disk that says nothing. */
  public void look() {
    if (isSilent()) {
      loseUnlessLost(
          "the disk has not answered for "
              + TimeUnit.NANOSECONDS.toSeconds(MAX_SILENCE_NANOS)
              + " s");
    }
  }

  private synchronized boolean isSilent() {
    boolean overdue = busy && System.nanoTime() - busySinceNanos > MAX_SILENCE_NANOS;
    boolean news = overdue && !silent;
    silent = overdue;
    return news;
  }

  /** What it counts. */
  public JournalFigures figures() {
    Histogram flushes;
    synchronized (flushMicros) {
      flushes = flushMicros.copy();
    }
    return new JournalFigures(
        backlog.size(), backlog.dropped(), writer.rows(), failures.sum(), flushes);
  }

  /**
   * Writes what waits and then this; nothing is taken in any more.
   *
   * @param stop the last row of this process
   * @param limitMs how long to wait for the disk
   * @return whether it is all on the disk
   */
  public boolean close(JournalEntry stop, long limitMs) {
    backlog.close(stop);
    try {
      thread.join(limitMs);
      if (thread.isAlive()) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return backlog.isDone();
  }

  private void run() {
    long pauseMs = FIRST_PAUSE_MS;
    try {
      while (!backlog.isDone()) {
        try {
          if (writer.open()) {
            handOver();
            back();
          }
          writeNext();
          pauseMs = FIRST_PAUSE_MS;
        } catch (JournalTrouble trouble) {
          failures.increment();
          writer.letGo();
          lose(trouble.getMessage());
          Thread.sleep(pauseMs);
          pauseMs = Math.min(LONGEST_PAUSE_MS, 2 * pauseMs);
        }
      }
    } catch (InterruptedException e) {
      LOG.warn("{} rows were not written to the journal in time", backlog.size());
    } catch (RuntimeException bug) {
      LOG.error("the journal broke; nothing opens any more, and everything withdraws", bug);
      lose("it broke (" + bug + "): restart the gate");
    } finally {
      writer.letGo();
    }
  }

  private void handOver() {
    if (!handedOver) {
      handedOver = true;
      listener.undelivered(writer.takeUndelivered());
    }
  }

  private void writeNext() throws JournalTrouble, InterruptedException {
    List<JournalEntry> entries = backlog.next(MOST_ROWS);
    long begunNanos = busy();
    try {
      writer.append(entries);
    } finally {
      idle(begunNanos);
    }
    backlog.written(entries.size());
    if (backlog.isWhole()) {
      back();
    }
    long ticket = entries.stream().mapToLong(JournalEntry::ticket).max().orElse(0);
    if (ticket > 0) {
      listener.flushed(ticket);
    }
  }

  private synchronized long busy() {
    busySinceNanos = System.nanoTime();
    busy = true;
    return busySinceNanos;
  }

  private void idle(long begunNanos) {
    long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begunNanos);
    synchronized (this) {
      busy = false;
    }
    synchronized (flushMicros) {
      flushMicros.recordValue(Math.min(MAX_MICROS, Math.max(0, micros)));
    }
  }

  /** For what is noticed beside the writer, who knows better. */
  private void loseUnlessLost(String why) {
    if (state().trouble().isEmpty()) {
      lose(why);
    }
  }

  private void lose(String why) {
    boolean news;
    synchronized (this) {
      news = !state.trouble().equals(Optional.of(why));
      state = state.trouble().isPresent() ? state.stillLost(why) : state.lost(why);
    }
    if (news) {
      LOG.error("the journal cannot be written, nothing opens: {}", why);
      listener.changed();
    }
  }

  /** Only a row that is on the disk shows that it can be written. */
  private void back() {
    boolean news;
    boolean wasLost;
    synchronized (this) {
      news = !state.isOpen();
      wasLost = state.trouble().isPresent();
      state = state.back();
    }
    if (wasLost) {
      LOG.info("the journal can be written again");
    }
    if (news) {
      listener.changed();
    }
  }
}

package io.driftgate.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What waits to be written, in order and up to a bound. Beyond it entries are counted instead of
 * held, and none is taken in before all that are held have been written: then a row in their place
 * says how many are missing. Any thread; nobody is made to wait but the writer.
 */
final class Backlog {
  private final int capacity;
  private final ArrayDeque<JournalEntry> held = new ArrayDeque<>();
  private long missing;
  private long missingSinceMs;
  private JournalEntry lastMissing;
  private long dropped;
  private boolean closed;

  Backlog(int capacity) {
    this.capacity = capacity;
  }

  /** Returns false if it had to be dropped. */
  synchronized boolean add(JournalEntry entry) {
    if (closed) {
      dropped++;
      return false;
    }
    if (missing > 0 || held.size() >= capacity) {
      drop(entry);
      return false;
    }
    held.add(entry);
    notifyAll();
    return true;
  }

  private void drop(JournalEntry entry) {
    if (missing == 0) {
      missingSinceMs = entry.wallMs();
    }
    missing++;
    dropped++;
    lastMissing = entry;
    notifyAll();
  }

  /** The last entry; nothing is taken in after it. It fits even where nothing else does. */
  synchronized void close(JournalEntry last) {
    if (!closed) {
      makeGap();
      held.add(last);
      closed = true;
      notifyAll();
    }
  }

  /** What is to be written next, which stays until {@link #written}. Waits until there is some. */
  synchronized List<JournalEntry> next(int most) throws InterruptedException {
    while (held.isEmpty()) {
      if (missing == 0) {
        wait();
      } else {
        makeGap();
      }
    }
    List<JournalEntry> batch = new ArrayList<>(Math.min(most, held.size()));
    Iterator<JournalEntry> entries = held.iterator();
    while (batch.size() < most && entries.hasNext()) {
      batch.add(entries.next());
    }
    return batch;
  }

  /** In the place of what is missing: behind all that came before. */
  private void makeGap() {
    if (missing > 0) {
      held.add(Payloads.gap(missing, missingSinceMs, lastMissing));
      missing = 0;
    }
  }

  /** These are on the disk. */
  synchronized void written(int count) {
    for (int i = 0; i < count; i++) {
      held.remove();
    }
  }

  /** Whether what comes next is taken in. */
  synchronized boolean isWhole() {
    return missing == 0;
  }

  /** Whether nothing is left and nothing will come. */
  synchronized boolean isDone() {
    return closed && held.isEmpty();
  }

  synchronized int size() {
    return held.size();
  }

  /** Since the start. */
  synchronized long dropped() {
    return dropped;
  }
}

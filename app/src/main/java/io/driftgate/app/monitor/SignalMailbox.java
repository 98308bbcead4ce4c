package io.driftgate.app.monitor;

import io.driftgate.core.signal.GateSignal;
import java.util.ArrayDeque;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries signals off the gate loop to those who may be slow. Nobody waits: what does not fit is
 * dropped, counted and said.
 *
 * <p>{@code post} on the gate loop, the reader on the edge loop.
 */
final class SignalMailbox {
  /** Every market of a large desk may move twice before the reader has its turn. */
  static final int CAPACITY = 4_096;

  private static final Logger LOG = LoggerFactory.getLogger(SignalMailbox.class);

  private final ArrayBlockingQueue<Letter> letters = new ArrayBlockingQueue<>(CAPACITY);
  private final AtomicBoolean awake = new AtomicBoolean();
  private final LongAdder dropped = new LongAdder();
  private final String whose;
  private final Executor edgeLoop;
  private final Reader reader;
  private long droppedAndSaid;

  /** Reads what was posted. */
  interface Reader {
    void read(GateSignal signal, long decisionNanos);
  }

  private record Letter(GateSignal signal, long decisionNanos) {}

  /**
   * Empty.
   *
   * @param whose it is, for the log
   */
  SignalMailbox(String whose, Executor edgeLoop, Reader reader) {
    this.whose = whose;
    this.edgeLoop = edgeLoop;
    this.reader = reader;
  }

  void post(GateSignal signal, long decisionNanos) {
    if (!letters.offer(new Letter(signal, decisionNanos))) {
      dropped.increment();
    }
    if (awake.compareAndSet(false, true)) {
      edgeLoop.execute(this::readAll);
    }
  }

  private void readAll() {
    awake.set(false);
    ArrayDeque<Letter> batch = new ArrayDeque<>();
    letters.drainTo(batch);
    for (Letter letter : batch) {
      read(letter);
    }
    sayDropped();
  }

  /** A reader's bug costs its letter, not the ones behind it. */
  private void read(Letter letter) {
    try {
      reader.read(letter.signal(), letter.decisionNanos());
    } catch (RuntimeException bug) {
      LOG.error("a transition of {} did not reach {}", letter.signal().market(), whose, bug);
    }
  }

  private void sayDropped() {
    long now = dropped.sum();
    if (now > droppedAndSaid) {
      LOG.warn(
          "{} transitions did not reach {}: their reader is too slow", now - droppedAndSaid, whose);
      droppedAndSaid = now;
    }
  }

  /** How many did not fit. */
  long dropped() {
    return dropped.sum();
  }
}

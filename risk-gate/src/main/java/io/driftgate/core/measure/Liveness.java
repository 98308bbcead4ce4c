package io.driftgate.core.measure;

/** Whether a node is heard of, by what, and how old its newest word is (semantics §2, §5). */
public final class Liveness {
  private long timeoutNanos;
  private boolean answered;
  private boolean alive;
  private boolean pushTrusted;
  private long lastHeardNanos = Long.MIN_VALUE;
  private long lastSentNanos = Long.MIN_VALUE;

  Liveness(long timeoutNanos) {
    this.timeoutNanos = timeoutNanos;
  }

  void replan(long newTimeoutNanos) {
    timeoutNanos = newTimeoutNanos;
  }

  /** A good answer, or a push. */
  void answered(long sentNanos, long receivedNanos) {
    answered = true;
    heard(sentNanos, receivedNanos);
  }

  /**
   * A living connection proves a living node only while it is expected to bring the heads; returns
   * whether it did.
   */
  boolean keptAlive(long sentNanos, long receivedNanos) {
    if (!answered || !pushTrusted) {
      return false;
    }
    heard(sentNanos, receivedNanos);
    return true;
  }

  private void heard(long sentNanos, long receivedNanos) {
    lastHeardNanos = Math.max(lastHeardNanos, receivedNanos);
    lastSentNanos = Math.max(lastSentNanos, sentNanos);
  }

  void pushChanged(boolean trusted) {
    pushTrusted = trusted;
  }

  /** Whether it ever gave a good answer. */
  public boolean everAnswered() {
    return answered;
  }

  boolean pushTrusted() {
    return pushTrusted;
  }

  /** Looks at the time; returns whether the node came to life or fell silent. */
  boolean update(long nowNanos) {
    boolean before = alive;
    alive = answered && nowNanos < silentAtNanos();
    return alive != before;
  }

  boolean alive() {
    return alive;
  }

  /** The instant at which it falls silent if nothing more arrives. */
  long endsAtNanos() {
    return alive ? silentAtNanos() : Deadlines.NEVER;
  }

  private long silentAtNanos() {
    return Deadlines.after(lastHeardNanos, timeoutNanos);
  }

  /** How long before {@code receivedNanos} its last answer was asked for. */
  long sinceLastAnswerNanos(long receivedNanos) {
    return Math.max(0, receivedNanos - lastSentNanos);
  }

  /** When its newest word was asked for; means nothing before any. */
  public long lastSentNanos() {
    return lastSentNanos;
  }

  /** Since the last good answer was asked for; {@link NodeTracker#NO_VALUE} before any. */
  public long dataAgeNanos(long nowNanos) {
    return answered ? Math.max(0, nowNanos - lastSentNanos) : NodeTracker.NO_VALUE;
  }
}

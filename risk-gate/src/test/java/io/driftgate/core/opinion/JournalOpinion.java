package io.driftgate.core.opinion;

/** Whether the journal can be written, and since when not (semantics §6.6). */
final class JournalOpinion {
  private static final long BORNE_NANOS = 60_000_000_000L;

  private long lostNanos = Block.NEVER;

  void changes(boolean writable, long nowNanos) {
    if (writable) {
      lostNanos = Block.NEVER;
    } else if (lostNanos == Block.NEVER) {
      lostNanos = nowNanos;
    }
  }

  boolean isWritable() {
    return lostNanos == Block.NEVER;
  }

  /** Whether it has been lost for so long that everything withdraws. */
  boolean closes(long nowNanos) {
    return lostNanos != Block.NEVER && nowNanos - lostNanos > BORNE_NANOS;
  }

  void instants(Instants out) {
    if (lostNanos != Block.NEVER) {
      out.addLonger(lostNanos, BORNE_NANOS);
    }
  }
}

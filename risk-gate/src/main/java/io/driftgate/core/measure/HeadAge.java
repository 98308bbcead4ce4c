package io.driftgate.core.measure;

/** How far wall time is past the timestamp of a chain's newest reference (semantics §1). */
public final class HeadAge {
  private final ChainTracker chain;
  private final WallClock wall;
  private final FutureHeads futureHeads;

  HeadAge(ChainTracker chain, FutureHeads futureHeads, WallClock wall) {
    this.chain = chain;
    this.futureHeads = futureHeads;
    this.wall = wall;
  }

  /** Not before the first reference; with NO_QUORUM the last one counts. */
  public boolean present() {
    return chain.history().latest() != null;
  }

  /** As of the newest stamp; 0 for a block of the future. */
  public long nanos() {
    return WallClock.unixNanos(Math.max(0, wall.nowMs() - timestampMs()));
  }

  /** The first Unix nanosecond at which it exceeds a threshold. */
  public long exceedsAtUnixNanos(long thresholdNanos) {
    return Deadlines.after(WallClock.unixNanos(timestampMs()), thresholdNanos);
  }

  private long timestampMs() {
    return chain.history().latest().head().timestampMs();
  }

  /** Whether wall time may be compared with this chain's blocks. */
  public boolean trusted() {
    return wall.trusted() && !futureHeads.quorum();
  }

  /** In Unix nanoseconds. */
  public Deadlines instants() {
    return wall.instants();
  }

  /** Has {@code onChange} called whenever it may have changed other than by time passing. */
  public void subscribe(Runnable onChange) {
    chain.topics().reference().subscribe(onChange);
    futureHeads.topic().subscribe(onChange);
    wall.turned().subscribe(onChange);
  }
}

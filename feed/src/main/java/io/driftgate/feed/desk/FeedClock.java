package io.driftgate.feed.desk;

/** The feed's own two clocks. For any thread. */
public interface FeedClock {
  /** The machine's. */
  FeedClock SYSTEM =
      new FeedClock() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public long wallMs() {
          return System.currentTimeMillis();
        }
      };

  /** Monotonic; the clock that stamps observations. */
  long nanos();

  /** Unix milliseconds. */
  long wallMs();
}

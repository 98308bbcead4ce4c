package io.driftgate.feed.desk;

import io.driftgate.core.fact.MarketGlobs;

/** What a desk was let in with. For any thread. */
public interface Pass {
  /** The markets that it shows. */
  MarketGlobs markets();

  /** Whether it is good for the feed at all. */
  boolean mayListen();

  /** Whether it is still good: not expired, not withdrawn. */
  boolean stands();

  /** Counts a desk in; false when it has brought in too many. */
  boolean enter();

  /** Counts a desk out that had been counted in. */
  void leave();
}

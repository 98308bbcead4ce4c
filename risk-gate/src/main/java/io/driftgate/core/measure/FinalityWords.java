package io.driftgate.core.measure;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.Finality;

/** What one node said last of safety, and the highest it said of finality. */
final class FinalityWords {
  private BlockRef safe = BlockRef.NONE;
  private BlockRef finalized = BlockRef.NONE;
  private long finalizedHeight = BlockRef.NONE.height();

  /** Takes an answer; returns whether finality is known by it: neither absent nor fallen. */
  boolean take(Finality said) {
    safe = said.safe();
    long height = said.finalized().height();
    boolean known = said.finalized().isPresent() && height >= finalizedHeight;
    if (height > finalizedHeight) {
      finalized = said.finalized();
      finalizedHeight = height;
    }
    return known;
  }

  BlockRef safe() {
    return safe;
  }

  BlockRef finalized() {
    return finalized;
  }
}

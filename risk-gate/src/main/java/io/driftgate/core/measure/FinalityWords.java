package io.driftgate.core.measure;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.Finality;

/** What one node said last of safety, and the highest it said of finality. */
final class FinalityWords {
  private BlockRef safe = BlockRef.NONE;
  private BlockRef finalized = BlockRef.NONE;

  /** Takes an answer; returns whether finality is known by it: neither absent nor fallen. */
  boolean take(Finality said) {
    safe = said.safe();
    boolean known = said.finalized().isPresent() && said.finalized().height() >= finalized.height();
    if (said.finalized().height() > finalized.height()) {
      finalized = said.finalized();
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

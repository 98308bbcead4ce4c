package io.driftgate.collector.opnode;

import io.driftgate.collector.json.Fields;
import io.driftgate.collector.protocol.BaseLag;
import io.driftgate.collector.protocol.DefectException;
import io.driftgate.collector.protocol.NodeWords;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.RollupObserved;
import io.driftgate.core.fact.Verification;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code optimism_syncStatus} answers, as far as it is read.
 *
 * @param base the base layer's head as the node knows it
 * @param unsafe the newest block, as the sequencer gossips it
 * @param origin the base-layer block that {@code unsafe} builds on
 * @param safe the newest block derived from batches on the base layer
 * @param finalized the newest block derived from finalized batches
 */
record SyncStatus(
    BlockFields base,
    BlockFields unsafe,
    BlockRef origin,
    BlockFields safe,
    BlockFields finalized) {

  static SyncStatus read(Fields status) throws DefectException {
    Fields unsafe = status.object("unsafe_l2");
    return new SyncStatus(
            BlockFields.read(status.object("head_l1")),
            BlockFields.read(unsafe),
            BlockFields.ref(unsafe.object("l1origin")),
            BlockFields.read(status.object("safe_l2")),
            BlockFields.read(status.object("finalized_l2")))
        .checked();
  }

  private SyncStatus checked() throws DefectException {
    if (!unsafe.isPresent()) {
      throw new DefectException(FailureKind.NEVER_SYNCED, "the node has no block yet");
    }
    long head = unsafe.ref().height();
    if (safe.ref().height() > head || finalized.ref().height() > head) {
      throw DefectException.malformed("a safe or finalized block above the head");
    }
    if (safe.isPresent() && finalized.ref().height() > safe.ref().height()) {
      throw DefectException.malformed("a finalized block above the safe one");
    }
    if (safe.isPresent() && safe.timestampMs() > unsafe.timestampMs()) {
      throw DefectException.malformed("a safe block that is dated after the head");
    }
    return this;
  }

  NodeWords toWords(OriginTimes origins) {
    origins.add(base);
    Head head =
        new Head(
            unsafe.ref().height(),
            unsafe.ref().hash(),
            unsafe.parentHash(),
            Hash.ZERO,
            unsafe.timestampMs());
    return new NodeWords(
        head,
        Finality.of(
            safe.ref(), finalized.ref(), finalized.isPresent() ? finalized.timestampMs() : -1),
        Set.of(),
        Verification.OFF,
        Optional.empty(),
        Optional.of(lag(origins)));
  }

  /**
   * An origin above the base layer's head shows that the node does not follow the base layer, and
   * nothing of how far the rollup is behind it.
   */
  private BaseLag lag(OriginTimes origins) {
    boolean comparable =
        base.isPresent() && origin.isPresent() && base.ref().height() >= origin.height();
    long originMs = origins.ofMs(origin.hash());
    boolean dated = comparable && originMs >= 0 && base.timestampMs() >= originMs;
    return new BaseLag(
        comparable ? base.ref().height() - origin.height() : RollupObserved.UNSAID,
        dated ? base.timestampMs() - originMs : RollupObserved.UNSAID,
        safe.isPresent() ? unsafe.ref().height() - safe.ref().height() : RollupObserved.UNSAID,
        safe.isPresent() ? unsafe.timestampMs() - safe.timestampMs() : RollupObserved.UNSAID);
  }
}

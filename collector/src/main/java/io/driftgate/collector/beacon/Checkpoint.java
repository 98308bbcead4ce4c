package io.driftgate.collector.beacon;

import io.driftgate.collector.json.Fields;
import io.driftgate.collector.protocol.DefectException;
import io.driftgate.core.fact.Hash;

/**
 * The first block of an epoch, or the last before it where the epoch's first slot has none.
 *
 * @param epoch 0 to 2^40
 * @param root the block's; all zero before anything but genesis was reached
 */
record Checkpoint(long epoch, Hash root) {
  /** Before there is one. */
  static final Checkpoint NONE = new Checkpoint(0, Hash.ZERO);

  private static final long MAX_EPOCH = 1L << 40;

  /** Reads one of the checkpoints in the answer's data. */
  static Checkpoint of(Fields data, String name) throws DefectException {
    Fields fields = data.object(name);
    Checkpoint checkpoint = new Checkpoint(fields.decimal("epoch"), fields.hash("root", "0x"));
    if (checkpoint.epoch > MAX_EPOCH) {
      throw fields.wrong("epoch", "a number from 0 to 2^40");
    }
    if (checkpoint.epoch > 0 && !checkpoint.isPresent()) {
      throw DefectException.malformed("a checkpoint above genesis whose root is all zero");
    }
    return checkpoint;
  }

  boolean isPresent() {
    return !root.equals(Hash.ZERO);
  }
}

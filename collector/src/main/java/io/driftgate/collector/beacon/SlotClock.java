package io.driftgate.collector.beacon;

import io.driftgate.collector.json.Fields;
import io.driftgate.collector.protocol.DefectException;

/**
 * How a chain counts time.
 *
 * @param genesisMs when slot 0 began, Unix milliseconds
 * @param slotMs length of a slot, 1 ms to 1 h
 * @param slotsPerEpoch 1 to 65,536
 */
record SlotClock(long genesisMs, long slotMs, long slotsPerEpoch) {
  private static final long MS_PER_SECOND = 1_000;
  private static final long MAX_SLOT_MS = 3_600_000;
  private static final long MAX_SLOTS_PER_EPOCH = 65_536;

  /** Up to year 5138. */
  private static final long MAX_GENESIS_SECONDS = 99_999_999_999L;

  private static final String SECONDS = "SECONDS_PER_SLOT";
  private static final String MILLISECONDS = "SLOT_DURATION_MS";
  private static final String SLOTS = "SLOTS_PER_EPOCH";

  /** Takes {@code genesis_time} of the genesis answer's data. */
  static long genesisMs(Fields genesis) throws DefectException {
    return MS_PER_SECOND * within(genesis, "genesis_time", 0, MAX_GENESIS_SECONDS);
  }

  /** Takes the rest from the configuration's data. */
  static SlotClock of(long genesisMs, Fields spec) throws DefectException {
    return new SlotClock(genesisMs, slotMs(spec), within(spec, SLOTS, 1, MAX_SLOTS_PER_EPOCH));
  }

  /** Newer configurations have milliseconds beside, and later in place of, the seconds. */
  private static long slotMs(Fields spec) throws DefectException {
    if (!spec.has(MILLISECONDS)) {
      return MS_PER_SECOND * within(spec, SECONDS, 1, MAX_SLOT_MS / MS_PER_SECOND);
    }
    long ms = within(spec, MILLISECONDS, 1, MAX_SLOT_MS);
    if (spec.has(SECONDS) && spec.decimal(SECONDS) != ms / MS_PER_SECOND) {
      throw DefectException.malformed("two lengths of a slot");
    }
    return ms;
  }

  private static long within(Fields fields, String name, long least, long most)
      throws DefectException {
    long value = fields.decimal(name);
    if (value < least || value > most) {
      throw fields.wrong(name, "a number from " + least + " to " + most);
    }
    return value;
  }

  /** When a slot begins, Unix milliseconds. */
  long timestampMs(long slot) throws DefectException {
    if (slot > (Long.MAX_VALUE - genesisMs) / slotMs) {
      throw DefectException.malformed("a slot that begins beyond 2^63 ms");
    }
    return genesisMs + slot * slotMs;
  }

  /** Whether a block of this slot can be the checkpoint of this epoch: its first, or one before. */
  boolean isBy(long slot, long epoch) {
    return slot / slotsPerEpoch < epoch || slot == epoch * slotsPerEpoch;
  }
}

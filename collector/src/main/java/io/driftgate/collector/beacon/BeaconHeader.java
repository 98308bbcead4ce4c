package io.driftgate.collector.beacon;

import io.driftgate.collector.json.Fields;
import io.driftgate.collector.protocol.DefectException;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.Verification;

/**
 * What {@code /eth/v1/beacon/headers/…} says of one block.
 *
 * @param root the block's, as announced
 * @param optimistic whether its execution payload has not been verified yet
 * @param foreign whether the header has more fields than are known here
 */
record BeaconHeader(
    Hash root,
    long slot,
    long proposerIndex,
    Hash parentRoot,
    Hash stateRoot,
    Hash bodyRoot,
    boolean optimistic,
    boolean foreign) {
  private static final String HEX = "0x";
  private static final int FIELDS = 5;

  /**
   * Reads an answer.
   *
   * @throws DefectException NEVER_SYNCED for slot 0 with an all-zero root, MALFORMED for a field
   *     that is missing or not what it should be
   */
  static BeaconHeader of(Fields answer) throws DefectException {
    Fields data = answer.object("data");
    Fields signed = data.object("header");
    Fields message = signed.object("message");
    BeaconHeader header =
        new BeaconHeader(
            data.hash("root", HEX),
            message.decimal("slot"),
            message.decimal("proposer_index"),
            message.hash("parent_root", HEX),
            message.hash("state_root", HEX),
            message.hash("body_root", HEX),
            answer.flag("execution_optimistic"),
            signed.any("message").size() > FIELDS);
    if (header.root.equals(Hash.ZERO)) {
      throw header.slot == 0
          ? new DefectException(FailureKind.NEVER_SYNCED, "slot 0 with an all-zero root")
          : DefectException.malformed("a block's root is all zero");
    }
    return header;
  }

  /** The block as a head; its timestamp is when its slot began. */
  Head toHead(SlotClock clock) throws DefectException {
    return new Head(slot, root, parentRoot, stateRoot, clock.timestampMs(slot));
  }

  /** Compares the header's hash-tree root with the announced one. */
  Verification verify() {
    if (HashTreeRoot.of(slot, proposerIndex, parentRoot, stateRoot, bodyRoot).equals(root)) {
      return Verification.VERIFIED;
    }
    return foreign ? Verification.UNKNOWN_FIELDS : Verification.MISMATCH;
  }
}

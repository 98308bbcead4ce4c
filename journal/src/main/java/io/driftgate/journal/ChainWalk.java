package io.driftgate.journal;

import io.driftgate.core.fact.Hash;
import java.util.Optional;

/**
 * Walks over rows from the first one on and finds the first that does not follow from the one
 * before. One thread.
 */
final class ChainWalk {
  private long rows;
  private Hash head = Hash.ZERO;
  private long epoch;
  private boolean seqKnown;
  private long seq;
  private Optional<String> broken = Optional.empty();

  /** The next row; returns whether it follows. */
  boolean follow(Row row) {
    broken = flaw(row).map(flaw -> "row " + row.id() + ": " + flaw);
    if (broken.isPresent()) {
      return false;
    }
    rows = row.id();
    head = row.hash();
    if (row.epoch() != epoch || row.is(RowKind.START) || row.is(RowKind.GAP)) {
      seqKnown = row.is(RowKind.START);
      seq = 0;
    }
    if (row.is(RowKind.TRANSITION)) {
      seqKnown = true;
      seq = row.seq();
    }
    epoch = row.epoch();
    return true;
  }

  private Optional<String> flaw(Row row) {
    if (row.id() != rows + 1) {
      return Optional.of("row " + (rows + 1) + " is missing before it");
    }
    if (!row.prev().equals(head)) {
      return Optional.of("it does not carry the hash of the row before");
    }
    if (!RowHash.of(row).equals(row.hash())) {
      return Optional.of("its hash is not that of what it says: it was changed");
    }
    if (row.epoch() < epoch) {
      return Optional.of("its epoch " + row.epoch() + " is lower than " + epoch + " before it");
    }
    if (row.is(RowKind.TRANSITION) && row.epoch() == epoch && seqKnown && row.seq() != seq + 1) {
      return Optional.of("its seq " + row.seq() + " does not follow " + seq);
    }
    return Optional.empty();
  }

  /** How many follow from each other. */
  long rows() {
    return rows;
  }

  /** The hash of the last that follows; {@link Hash#ZERO} before the first. */
  Hash head() {
    return head;
  }

  /** Of the last that follows; 0 before the first. */
  long epoch() {
    return epoch;
  }

  /** What is wrong with the first that does not. */
  Optional<String> broken() {
    return broken;
  }
}

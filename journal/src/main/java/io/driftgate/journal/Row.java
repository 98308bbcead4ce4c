package io.driftgate.journal;

import io.driftgate.core.fact.Hash;

/**
 * One row as it stands in the file.
 *
 * @param id 1 for the first, then one more each
 * @param kind a {@link RowKind}'s key, or one of a newer version
 * @param payload JSON, UTF-8
 * @param prev the hash of the row before; of the first row {@link Hash#ZERO}
 * @param hash of this row, see {@link RowHash}
 */
@SuppressWarnings(
    "ArrayRecordComponent") // the bytes as they are; rows are compared by their hashes
public record Row(
    long id,
    String kind,
    long epoch,
    long seq,
    long wallMs,
    String market,
    byte[] payload,
    Hash prev,
    Hash hash) {

  /** The row that follows another, whose id and hash are given. */
  static Row after(long id, Hash hash, JournalEntry entry) {
    Row open =
        new Row(
            id + 1,
            entry.kind().key(),
            entry.epoch(),
            entry.seq(),
            entry.wallMs(),
            entry.market(),
            entry.payload().get(),
            hash,
            Hash.ZERO);
    return open.with(RowHash.of(open));
  }

  private Row with(Hash own) {
    return new Row(id, kind, epoch, seq, wallMs, market, payload, prev, own);
  }

  boolean is(RowKind wanted) {
    return kind.equals(wanted.key());
  }
}

package io.driftgate.journal;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * What is to become a row.
 *
 * @param epoch of the process
 * @param seq of the last transition of a market; for one its own
 * @param wallMs when it happened, Unix milliseconds
 * @param market which it concerns; empty for what concerns none or all
 * @param payload JSON, UTF-8, made when it is written; the same bytes each time
 * @param ticket of an opening that waits for it; else 0
 */
public record JournalEntry(
    RowKind kind,
    long epoch,
    long seq,
    long wallMs,
    String market,
    Supplier<byte[]> payload,
    long ticket) {
  public JournalEntry {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(market);
    Objects.requireNonNull(payload);
  }

  /** One that nobody waits for. */
  public JournalEntry(
      RowKind kind, long epoch, long seq, long wallMs, String market, Supplier<byte[]> payload) {
    this(kind, epoch, seq, wallMs, market, payload, 0);
  }
}

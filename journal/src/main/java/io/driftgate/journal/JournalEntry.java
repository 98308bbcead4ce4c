package io.driftgate.journal;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What is to become a row, and what the outbox gains or loses in the same transaction.
 *
 * @param epoch of the process
 * @param seq of the last transition of a market; for one its own
 * @param wallMs when it happened, Unix milliseconds
 * @param market which it concerns; empty for what concerns none or all
 * @param payload JSON, UTF-8, made when it is written; the same bytes each time
 * @param ticket of an opening that waits for it; else 0
 * @param mails are put into the outbox
 * @param settled ids of mails that leave it
 */
public record JournalEntry(
    RowKind kind,
    long epoch,
    long seq,
    long wallMs,
    String market,
    Supplier<byte[]> payload,
    long ticket,
    List<Mail> mails,
    List<String> settled) {
  public JournalEntry {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(market);
    Objects.requireNonNull(payload);
    mails = List.copyOf(mails);
    settled = List.copyOf(settled);
  }

  /** One that an opening may wait for; nothing is to be delivered. */
  public JournalEntry(
      RowKind kind,
      long epoch,
      long seq,
      long wallMs,
      String market,
      Supplier<byte[]> payload,
      long ticket) {
    this(kind, epoch, seq, wallMs, market, payload, ticket, List.of(), List.of());
  }

  /** One that nobody waits for. */
  public JournalEntry(
      RowKind kind, long epoch, long seq, long wallMs, String market, Supplier<byte[]> payload) {
    this(kind, epoch, seq, wallMs, market, payload, 0);
  }

  /** The same, with these put into the outbox. */
  public JournalEntry with(List<Mail> more) {
    return new JournalEntry(kind, epoch, seq, wallMs, market, payload, ticket, more, settled);
  }

  /** The same, taking one out of the outbox. */
  public JournalEntry settling(String mail) {
    return new JournalEntry(
        kind, epoch, seq, wallMs, market, payload, ticket, mails, List.of(mail));
  }
}

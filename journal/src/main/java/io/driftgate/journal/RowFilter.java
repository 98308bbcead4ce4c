package io.driftgate.journal;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which rows are asked for.
 *
 * @param market only its rows
 * @param kind only such rows, a {@link RowKind}'s key
 * @param sinceMs only rows of this instant or later, Unix milliseconds
 * @param last only so many, the newest
 */
public record RowFilter(
    Optional<String> market, Optional<String> kind, long sinceMs, OptionalInt last) {
  /** Every row. */
  public static final RowFilter ALL =
      new RowFilter(Optional.empty(), Optional.empty(), Long.MIN_VALUE, OptionalInt.empty());

  boolean takes(Row row) {
    return row.wallMs() >= sinceMs
        && market.map(row.market()::equals).orElse(true)
        && kind.map(row.kind()::equals).orElse(true);
  }
}

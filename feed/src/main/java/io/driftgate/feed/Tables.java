package io.driftgate.feed;

import io.driftgate.core.GateView;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.MarketGlobs;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.view.MarketRow;
import io.driftgate.feed.desk.FeedClock;
import io.driftgate.feed.desk.Snapshot;
import io.driftgate.feed.frame.GateHeader;
import java.util.List;

/**
 * What a desk's table must hold: snapshots, shared by those who subscribe at about the same time,
 * and view hashes. Gate loop only.
 */
final class Tables {
  private static final long SHARED_NANOS = 50_000_000L;

  private final GateView view;
  private final FeedClock clock;
  private final ViewHashes viewHashes;
  private Snapshot newest;
  private long newestSeq;
  private long newestNanos;
  private List<Kept> shape;
  private long reshapedSeq = -1;

  /** Of a row, what no transition tells. */
  private record Kept(MarketId market, boolean pauseOnUnknown) {}

  Tables(GateView view, FeedClock clock) {
    this.view = view;
    this.clock = clock;
    this.viewHashes = new ViewHashes(view);
  }

  /** All rows as of this header, or from less than 50 ms before if no market has moved since. */
  Snapshot snapshot(GateHeader header) {
    long now = clock.nanos();
    if (newest == null || newestSeq != header.seq() || now - newestNanos > SHARED_NANOS) {
      List<MarketRow> rows = view.markets();
      look(rows, header.seq());
      newest = new Snapshot(header, rows);
      newestSeq = header.seq();
      newestNanos = now;
    }
    return newest;
  }

  /** Markets may have come or gone, or changed without a transition. */
  void replanned() {
    newest = null;
    viewHashes.forget();
  }

  private void look(List<MarketRow> rows, long seq) {
    List<Kept> seen = rows.stream().map(row -> new Kept(row.id(), row.pauseOnUnknown())).toList();
    if (shape != null && !shape.equals(seen)) {
      reshapedSeq = seq;
      viewHashes.forget();
    }
    shape = seen;
  }

  /**
   * Whether transitions after {@code seq} are all that a table of then lacks: no market came or
   * went since, as far as the last snapshot shows.
   */
  boolean onlyMovedSince(long seq) {
    return seq > reshapedSeq;
  }

  /** What a desk that sees these markets must have computed. */
  Hash viewHash(MarketGlobs markets) {
    return viewHashes.of(markets);
  }
}

package io.driftgate.feed;

import io.driftgate.core.GateView;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.MarketGlobs;
import io.driftgate.core.view.MarketRow;
import io.driftgate.core.view.RowHashes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * View hashes by subscription, kept until the next transition: rows' hashes change with transitions
 * only, and many desks see the same markets. Gate loop only.
 */
final class ViewHashes {
  private static final int MAX_KEPT = 256;

  private final GateView view;
  private final Map<MarketGlobs, Hash> kept = new HashMap<>();
  private List<MarketRow> rows = List.of();
  private long rowsSeq = -1;

  ViewHashes(GateView view) {
    this.view = view;
  }

  /** What a desk that sees these markets must have computed. */
  Hash of(MarketGlobs markets) {
    if (view.seq() != rowsSeq) {
      rowsSeq = view.seq();
      rows = view.markets();
      kept.clear();
    }
    if (kept.size() >= MAX_KEPT) {
      kept.clear();
    }
    return kept.computeIfAbsent(markets, this::compute);
  }

  /** Rows have changed without a transition. */
  void forget() {
    rowsSeq = -1;
  }

  private Hash compute(MarketGlobs markets) {
    List<Hash> seen = new ArrayList<>();
    for (MarketRow row : rows) {
      if (markets.sees(row.id().value())) {
        seen.add(row.rowHash());
      }
    }
    return RowHashes.view(seen);
  }
}

package io.driftgate.core.measure;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.view.HistogramQuery;
import io.driftgate.core.view.HistogramQuery.Scope;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** What one chain keeps in histograms. */
public final class ChainHistograms {
  private static final long MAX_BLOCKS = 10_000_000L;
  private static final int DIGITS = 3;

  private final ChainId chain;
  private final DriftHistograms drift = new DriftHistograms();
  private final DriftHistograms roundTrip = new DriftHistograms();
  private final WindowedHistogram finalityLag =
      new WindowedHistogram(() -> new Histogram(MAX_BLOCKS, DIGITS));

  ChainHistograms(ChainId chain) {
    this.chain = chain;
  }

  DriftHistograms drift() {
    return drift;
  }

  DriftHistograms roundTrip() {
    return roundTrip;
  }

  void finalityLag(long blocks, long atNanos) {
    if (blocks != NodeTracker.NO_VALUE) {
      finalityLag.record(blocks, atNanos);
    }
  }

  /** Forgets what was kept for nodes and groups that are no more. */
  void retain(List<NodeTracker> nodes) {
    drift.retain(nodes);
    roundTrip.retain(nodes);
  }

  /** Scopes of both kinds for which something is kept. */
  int scopes() {
    return drift.scopes() + roundTrip.scopes();
  }

  /** A copy; empty for a scope that this chain does not have, or that has recorded nothing. */
  public Optional<Histogram> copy(HistogramQuery query, long nowNanos) {
    return switch (query.metric()) {
      case ARRIVAL_DRIFT -> drift.copy(query, nowNanos);
      case ROUND_TRIP -> roundTrip.copy(query, nowNanos);
      case FINALITY_LAG ->
          query.scope() == Scope.CHAIN && query.target().equals(chain.value())
              ? Optional.of(finalityLag.copy(query.window(), nowNanos))
              : Optional.empty();
    };
  }
}

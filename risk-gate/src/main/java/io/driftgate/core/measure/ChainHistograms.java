package io.driftgate.core.measure;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.view.HistogramQuery;
import io.driftgate.core.view.HistogramQuery.Recorded;
import io.driftgate.core.view.HistogramQuery.Scope;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** What one chain keeps in histograms. */
public final class ChainHistograms {
  private static final Precision BLOCKS = new Precision(10_000_000L, 3, false);

  private final ChainId chain;
  private final PercentileWindows windows;
  private final DurationHistograms drift;
  private final DurationHistograms roundTrip;
  private final Precision.Buckets blocks = BLOCKS.buckets();
  private final WindowedHistogram finalityLag = new WindowedHistogram(BLOCKS, blocks);

  ChainHistograms(ChainId chain, Deadlines deadlines) {
    this.chain = chain;
    windows = new PercentileWindows(deadlines);
    drift = new DurationHistograms(windows);
    roundTrip = new DurationHistograms(windows);
  }

  DurationHistograms drift() {
    return drift;
  }

  DurationHistograms roundTrip() {
    return roundTrip;
  }

  void finalityLag(long lagBlocks, long atNanos) {
    if (lagBlocks != NodeTracker.NO_VALUE) {
      finalityLag.record(blocks.of(lagBlocks), atNanos);
    }
  }

  /** Lets everybody whose percentile changed in this step know. */
  void settle(long nowNanos) {
    windows.settle(nowNanos);
  }

  /**
   * The reading for a bound on a percentile.
   *
   * @param recorded drift or round trips
   * @param target of the scope
   */
  public PercentileReading reading(Recorded recorded, Scope scope, String target, BoundPlan bound) {
    DurationHistograms durations = recorded == Recorded.ROUND_TRIP ? roundTrip : drift;
    return durations
        .window(scope, target, bound.windowNanos())
        .reading(bound.metric().percentile().orElseThrow(), bound.minSamples());
  }

  /** Forgets what was kept for nodes and groups that are no more. */
  void retain(List<NodeTracker> nodes) {
    drift.retain(nodes);
    roundTrip.retain(nodes);
  }

  /** Ends the windows that no bound reads any more; called when a plan has taken over. */
  public void endUnread() {
    drift.endWindows(PercentileWindow::isUnread);
    roundTrip.endWindows(PercentileWindow::isUnread);
  }

  /** The chain is watched no more. */
  void leave() {
    drift.endWindows(window -> true);
    roundTrip.endWindows(window -> true);
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

package io.driftgate.dashboards;

import io.driftgate.core.GateView;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.view.ChainView;
import io.driftgate.core.view.HistogramQuery;
import io.driftgate.core.view.HistogramQuery.Recorded;
import io.driftgate.core.view.HistogramQuery.Scope;
import io.driftgate.core.view.HistogramQuery.Window;
import io.driftgate.core.view.MarketRow;
import io.driftgate.core.view.NodeView;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * What one scrape needs of the gate: taken on the gate loop, rendered elsewhere. Immutable but for
 * the histograms, which are copies of its own.
 */
record GateReading(List<MarketRow> markets, List<Chain> chains, List<NodeView> nodes) {

  /**
   * A chain with its histograms in microseconds; absent when the core keeps none.
   *
   * @param drift of arrivals at voting nodes since the start
   * @param roundTrip of answered polls since the start
   */
  record Chain(ChainView view, Optional<Histogram> drift, Optional<Histogram> roundTrip) {
    /** A chain's histograms now; on the gate loop. */
    static Chain take(GateView gate, ChainView chain) {
      return new Chain(
          chain,
          sinceStart(gate, Recorded.ARRIVAL_DRIFT, chain.id()),
          sinceStart(gate, Recorded.ROUND_TRIP, chain.id()));
    }

    private static Optional<Histogram> sinceStart(GateView gate, Recorded metric, ChainId chain) {
      return gate.histogram(new HistogramQuery(metric, Scope.CHAIN, chain.value(), Window.ALL));
    }
  }

  GateReading {
    chains = List.copyOf(chains);
    nodes = List.copyOf(nodes);
  }
}

package io.driftgate.core;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.view.ChainView;
import io.driftgate.core.view.HistogramQuery;
import io.driftgate.core.view.MarketRow;
import io.driftgate.core.view.NodeView;
import io.driftgate.core.view.ShadowRow;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * What the core believes, to be read between two inputs on the thread that feeds it (live: the gate
 * loop). Everything returned is immutable or a copy, and as of the core's time.
 */
public interface GateView {
  /** Rises with every start of a gate process. */
  long epoch();

  /** Of the last transition; 0 before the first. */
  long seq();

  /** All markets, in order of id. */
  List<MarketRow> markets();

  Optional<MarketRow> market(MarketId id);

  /** All chains, in order of configuration. */
  List<ChainView> chains();

  Optional<ChainView> chain(ChainId id);

  /** All nodes' names, in order of configuration. */
  List<NodeId> nodeIds();

  /**
   * All nodes, in order of configuration. Thousands of them take a good part of a second: a loop
   * that must not stand still reads one after the other by name.
   */
  List<NodeView> nodes();

  Optional<NodeView> node(NodeId id);

  /** Each market's shadows, in order of market and policy; their row hashes are of no use. */
  List<ShadowRow> shadows();

  /**
   * Parents that are named by shown heads and known to nobody, newest first; at most 32 for each
   * head's gap. Whoever fetches one tells it by {@link GateInputs#onHeader}.
   */
  List<BlockRef> missingHeaders(ChainId chain);

  /**
   * A copy of a histogram (microseconds, or blocks for finality lag); empty for an unknown scope.
   */
  Optional<Histogram> histogram(HistogramQuery query);
}

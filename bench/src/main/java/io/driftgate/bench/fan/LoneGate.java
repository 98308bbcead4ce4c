package io.driftgate.bench.fan;

import io.driftgate.core.GateView;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.signal.Cause;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.signal.Reason;
import io.driftgate.core.view.ChainView;
import io.driftgate.core.view.HistogramQuery;
import io.driftgate.core.view.MarketRow;
import io.driftgate.core.view.NodeView;
import io.driftgate.core.view.RowHashes;
import io.driftgate.core.view.ShadowRow;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/**
 * A gate with one market, which withdraws whenever it is told to: each time a restriction, so that
 * the feed looks up who still holds a lease. Gate loop only.
 */
final class LoneGate implements GateView {
  private static final MarketId MARKET = new MarketId("ETH-PERP");
  private static final Hash HASH = new Hash(1, 2, 3, 4);
  private static final List<Reason> REASONS =
      List.of(
          new Reason(
              "majors/staleness@cluster:london",
              "chain:ethereum",
              "staleness",
              OptionalDouble.of(1_700.25),
              OptionalDouble.of(1_500),
              OptionalDouble.of(500),
              "ms",
              List.of(new NodeId("geth-1"), new NodeId("reth-2"))));

  private long seq;
  private MarketRow next = row(1);

  /** The next transition. */
  GateSignal withdraw() {
    seq = next.version();
    GateSignal signal =
        new GateSignal(
            epoch(),
            seq,
            now(),
            MARKET,
            seq,
            Quotes.OPEN,
            Quotes.WITHDRAW,
            Liquidations.ENABLED,
            Liquidations.ENABLED,
            REASONS,
            new Cause(Cause.Kind.HEAD, Optional.of(new NodeId("geth-1")), new BlockRef(12, HASH)),
            next.rowHash());
    next = row(seq + 1);
    return signal;
  }

  Stamp now() {
    return new Stamp(System.nanoTime(), System.currentTimeMillis());
  }

  private static MarketRow row(long version) {
    return new MarketRow(
        MARKET,
        version,
        Quotes.WITHDRAW,
        Liquidations.ENABLED,
        false,
        1_000,
        REASONS,
        List.of(),
        Optional.empty(),
        RowHashes.row(MARKET, version, Quotes.WITHDRAW, Liquidations.ENABLED, false));
  }

  @Override
  public long epoch() {
    return 1;
  }

  @Override
  public long seq() {
    return seq;
  }

  @Override
  public List<MarketRow> markets() {
    return List.of(row(seq));
  }

  @Override
  public Optional<MarketRow> market(MarketId id) {
    return MARKET.equals(id) ? Optional.of(row(seq)) : Optional.empty();
  }

  @Override
  public List<ChainView> chains() {
    return List.of();
  }

  @Override
  public Optional<ChainView> chain(ChainId id) {
    return Optional.empty();
  }

  @Override
  public List<NodeId> nodeIds() {
    return List.of();
  }

  @Override
  public List<NodeView> nodes() {
    return List.of();
  }

  @Override
  public Optional<NodeView> node(NodeId id) {
    return Optional.empty();
  }

  @Override
  public List<ShadowRow> shadows() {
    return List.of();
  }

  @Override
  public List<BlockRef> missingHeaders(ChainId chain) {
    return List.of();
  }

  @Override
  public Optional<Histogram> histogram(HistogramQuery query) {
    return Optional.empty();
  }
}

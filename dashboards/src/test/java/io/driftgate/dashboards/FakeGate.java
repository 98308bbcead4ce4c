package io.driftgate.dashboards;

import io.driftgate.core.GateView;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.fact.Transport;
import io.driftgate.core.signal.Cause;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.view.ChainView;
import io.driftgate.core.view.HistogramQuery;
import io.driftgate.core.view.HistogramQuery.Recorded;
import io.driftgate.core.view.MarketRow;
import io.driftgate.core.view.NodeDrift;
import io.driftgate.core.view.NodeState;
import io.driftgate.core.view.NodeView;
import io.driftgate.core.view.Percentiles;
import io.driftgate.core.view.ShadowRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** A gate that believes one market, one chain and two nodes: one in sync, one never heard. */
final class FakeGate implements GateView {
  private static final Head HEAD =
      new Head(120, new Hash(1, 2, 3, 4), Hash.ZERO, Hash.ZERO, 1_700_000_000_000L);

  /** One transition of the market. */
  static GateSignal withdrawal() {
    return new GateSignal(
        1,
        9,
        new Stamp(0, 0),
        new MarketId("ETH-PERP"),
        5,
        Quotes.OPEN,
        Quotes.WITHDRAW,
        Liquidations.ENABLED,
        Liquidations.ENABLED,
        List.of(),
        Cause.DEADLINE,
        Hash.ZERO);
  }

  @Override
  public long epoch() {
    return 1;
  }

  @Override
  public long seq() {
    return 9;
  }

  @Override
  public List<MarketRow> markets() {
    return List.of(
        new MarketRow(
            new MarketId("ETH-PERP"),
            5,
            Quotes.WIDEN,
            Liquidations.ENABLED,
            false,
            0,
            List.of(),
            List.of(),
            Optional.empty(),
            Hash.ZERO));
  }

  @Override
  public Optional<MarketRow> market(MarketId id) {
    return markets().stream().filter(market -> market.id().equals(id)).findFirst();
  }

  @Override
  public List<ChainView> chains() {
    return List.of(
        new ChainView(
            new ChainId("ethereum"),
            3,
            Set.of(),
            Optional.of(HEAD),
            BlockRef.NONE,
            OptionalLong.of(1_500_000_000L),
            OptionalLong.empty(),
            true,
            OptionalDouble.of(0.75),
            2,
            BlockRef.NONE,
            OptionalLong.of(64),
            OptionalLong.empty(),
            OptionalLong.empty(),
            0,
            0,
            Optional.empty()));
  }

  @Override
  public Optional<ChainView> chain(ChainId id) {
    return chains().stream().filter(chain -> chain.id().equals(id)).findFirst();
  }

  @Override
  public List<NodeId> nodeIds() {
    NodeId left = new NodeId("geth-that-left-between-two-turns");
    return Stream.concat(nodes().stream().map(NodeView::id), Stream.of(left)).toList();
  }

  @Override
  public List<NodeView> nodes() {
    return List.of(
        node("geth-1", NodeState.IN_SYNC, Optional.of(HEAD), OptionalLong.of(250_000_000L)),
        node("geth-2", NodeState.UNKNOWN, Optional.empty(), OptionalLong.empty()));
  }

  @Override
  public Optional<NodeView> node(NodeId id) {
    return nodes().stream().filter(node -> node.id().equals(id)).findFirst();
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
    if (query.metric() != Recorded.ARRIVAL_DRIFT) {
      return Optional.empty();
    }
    Histogram micros = new Histogram(3_600_000_000L, 3);
    micros.recordValueWithCount(1_000, 2);
    micros.recordValue(40_000);
    micros.recordValue(90_000_000);
    return Optional.of(micros);
  }

  private static NodeView node(
      String id, NodeState state, Optional<Head> head, OptionalLong behindNanos) {
    return new NodeView(
        new NodeId(id),
        1,
        new ChainId("ethereum"),
        "london",
        "",
        "",
        1,
        state,
        Set.of(),
        head,
        BlockRef.NONE,
        BlockRef.NONE,
        OptionalLong.empty(),
        behindNanos,
        OptionalLong.empty(),
        OptionalLong.empty(),
        Transport.POLL,
        Map.of(FailureKind.TIMEOUT, 3L),
        Optional.empty(),
        NodeDrift.NONE,
        Percentiles.NONE);
  }
}

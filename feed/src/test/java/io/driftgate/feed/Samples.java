package io.driftgate.feed;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.fact.Transport;
import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.signal.Cause;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.signal.Reason;
import io.driftgate.core.view.ChainCondition;
import io.driftgate.core.view.ChainView;
import io.driftgate.core.view.MarketRow;
import io.driftgate.core.view.NodeDrift;
import io.driftgate.core.view.NodeState;
import io.driftgate.core.view.NodeView;
import io.driftgate.core.view.OverrideView;
import io.driftgate.core.view.Percentiles;
import io.driftgate.core.view.RowHashes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/** Values that tests speak of. */
public final class Samples {
  public static final Hash HASH_A = new Hash(0xaL, 0, 0, 1);
  public static final Hash HASH_B = new Hash(0xbL, 0, 0, 2);
  public static final String TEXT_A =
      "0x000000000000000a000000000000000000000000000000000000000000000001";
  public static final String TEXT_B =
      "0x000000000000000b000000000000000000000000000000000000000000000002";

  private Samples() {}

  /** A row with nothing but its outputs. */
  public static MarketRow row(String id, long version, Quotes quotes) {
    MarketId market = new MarketId(id);
    return new MarketRow(
        market,
        version,
        quotes,
        Liquidations.ENABLED,
        false,
        1_000,
        List.of(),
        List.of(),
        Optional.empty(),
        RowHashes.row(market, version, quotes, Liquidations.ENABLED, false));
  }

  /** A reason with everything a reason can have. */
  public static Reason reason() {
    return new Reason(
        "majors/behind@cluster:london",
        "chain:ethereum",
        "behind",
        OptionalDouble.of(1700.25),
        OptionalDouble.of(1500),
        OptionalDouble.of(500),
        "ms",
        List.of(new NodeId("geth-1"), new NodeId("reth-2")));
  }

  /** A transition of a market from OPEN to {@code quotes}. */
  public static GateSignal signal(String market, long seq, long version, Quotes quotes) {
    MarketId id = new MarketId(market);
    return new GateSignal(
        7,
        seq,
        new Stamp(1_000_000, 1_700_000_000_000L),
        id,
        version,
        Quotes.OPEN,
        quotes,
        Liquidations.ENABLED,
        Liquidations.ENABLED,
        List.of(reason()),
        new Cause(Cause.Kind.HEAD, Optional.of(new NodeId("geth-1")), new BlockRef(12, HASH_B)),
        RowHashes.row(id, version, quotes, Liquidations.ENABLED, false));
  }

  /** A chain of which everything is known. */
  public static ChainView chain(String id, long revision) {
    return new ChainView(
        new ChainId(id),
        revision,
        Set.of(ChainCondition.QUIET, ChainCondition.STALLED),
        Optional.of(new Head(12, HASH_A, HASH_B, HASH_B, 1_700_000_000_000L)),
        new BlockRef(13, HASH_B),
        OptionalLong.of(1_234_567),
        OptionalLong.of(-20),
        true,
        OptionalDouble.of(0.75),
        3,
        new BlockRef(4, HASH_A),
        OptionalLong.of(8),
        OptionalLong.of(96_000),
        OptionalLong.of(2_000_000),
        2,
        1,
        Optional.of(
            new ChainView.Reorg(1, new BlockRef(9, HASH_A), new BlockRef(9, HASH_B), 1_699)));
  }

  /** A chain of which nothing is known. */
  public static ChainView unknownChain(String id) {
    return new ChainView(
        new ChainId(id),
        0,
        Set.of(ChainCondition.NO_QUORUM),
        Optional.empty(),
        BlockRef.NONE,
        OptionalLong.empty(),
        OptionalLong.empty(),
        false,
        OptionalDouble.of(Double.NaN),
        0,
        BlockRef.NONE,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        0,
        0,
        Optional.empty());
  }

  /** The same row after an order. */
  static MarketRow under(MarketRow row, OverrideOrder order) {
    OverrideView override =
        new OverrideView(
            order.kind(), order.quotes(), order.liquidations(), order.who(), order.why(), 2_000);
    boolean lifted = order.untilNanos() <= order.at().nanos();
    return new MarketRow(
        row.id(),
        row.version(),
        row.quotes(),
        row.liquidations(),
        row.pauseOnUnknown(),
        row.sinceMs(),
        List.of(reason()),
        List.of(new MarketRow.Leg("chain:ethereum", "majors", Quotes.OPEN, Liquidations.ENABLED)),
        Optional.of(
            new MarketRow.Headroom(
                "majors/behind", "chain:ethereum", "behind", 0.25, 375, 1_500, "ms")),
        lifted ? Optional.empty() : Optional.of(override),
        row.rowHash());
  }

  /** A node of which everything is known. */
  public static NodeView node(String id, long revision) {
    return node(id, revision, Set.of(NodeFlag.RATE_LIMITED, NodeFlag.JITTER));
  }

  static NodeView node(String id, long revision, Set<NodeFlag> flags) {
    NodeId node = new NodeId(id);
    return new NodeView(
        node,
        revision,
        new ChainId("ethereum"),
        "london",
        "self",
        "geth",
        2,
        NodeState.LAGGING,
        flags,
        Optional.of(new Head(12, HASH_A, HASH_B, HASH_B, 1_700_000_000_000L)),
        new BlockRef(11, HASH_A),
        new BlockRef(4, HASH_A),
        OptionalLong.of(1),
        OptionalLong.of(12_345_678),
        OptionalLong.of(500_000_000),
        OptionalLong.of(40_000),
        Transport.PUSH,
        Map.of(FailureKind.REFUSED, 1L, FailureKind.TIMEOUT, 3L),
        Optional.of(
            new ProbeFailed(
                node, Transport.POLL, FailureKind.TIMEOUT, new Stamp(5, 1_699), "no \"answer\"\n")),
        new NodeDrift(
            new Percentiles(20, 700_000, 1_250_000, 2_000_000),
            new Percentiles(20, 30_000, 40_000, 50_000),
            OptionalLong.of(650_000),
            OptionalLong.of(35_000),
            2),
        Percentiles.NONE);
  }

  /** A node that never answered. */
  public static NodeView unknownNode(String id) {
    return new NodeView(
        new NodeId(id),
        0,
        new ChainId("ethereum"),
        "",
        "",
        "",
        1,
        NodeState.UNKNOWN,
        Set.of(),
        Optional.empty(),
        BlockRef.NONE,
        BlockRef.NONE,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        Transport.POLL,
        Map.of(),
        Optional.empty(),
        NodeDrift.NONE,
        Percentiles.NONE);
  }
}

package io.driftgate.core.opinion;

import io.driftgate.core.RiskGate;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Liquidations;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.signal.Reason;
import io.driftgate.core.view.ChainCondition;
import io.driftgate.core.view.ChainView;
import io.driftgate.core.view.MarketRow;
import io.driftgate.core.view.NodeState;
import io.driftgate.core.view.NodeView;
import io.driftgate.core.view.RowHashes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What a core's view and an opinion disagree in. */
final class Differences {
  private static final Set<ChainCondition> SHOWN_ONLY =
      EnumSet.of(ChainCondition.STALLED, ChainCondition.QUIET);

  private final RiskGate core;
  private final FleetOpinion fleet;
  private final List<String> found = new ArrayList<>();

  Differences(RiskGate core, FleetOpinion fleet) {
    this.core = core;
    this.fleet = fleet;
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  @Override
  public String toString() {
    return String.join("\n  ", found);
  }

  private void same(String what, Object ofCore, Object ofOpinion) {
    if (!Objects.equals(ofCore, ofOpinion)) {
      found.add(what + ": core " + ofCore + ", opinion " + ofOpinion);
    }
  }

  /** The transitions of the step: each market's, in its order. */
  void ofSignals(List<GateSignal> signals) {
    for (MarketOpinion market : fleet.markets) {
      List<String> told = new ArrayList<>();
      for (GateSignal signal : signals) {
        if (signal.market().equals(market.id)) {
          told.add(text(signal));
        }
      }
      List<String> moved = new ArrayList<>();
      for (MarketOpinion.Moved move : market.takeNew()) {
        moved.add(move.toString());
      }
      same("market " + market.id + " signals", told, moved);
    }
  }

  private static String text(GateSignal signal) {
    return new MarketOpinion.Moved(
            signal.at().nanos(),
            signal.version(),
            signal.quotesFrom(),
            signal.quotesTo(),
            signal.liquidationsFrom(),
            signal.liquidationsTo())
        .toString();
  }

  /** Chains and markets; of the nodes, whose views are dear, three in turn, and at times all. */
  void ofAll(long step) {
    for (ChainView view : core.chains()) {
      ofChain(view, fleet.chain(view.id()));
    }
    int turn = 0;
    for (NodeId id : fleet.nodes.keySet()) {
      if (turn++ % 4 == step % 4 || step % 32 == 0) {
        ofNode(core.node(id).orElseThrow(), fleet.node(id));
      }
    }
    for (MarketRow row : core.markets()) {
      ofMarket(row, fleet.market(row.id()).orElseThrow());
    }
    same("seq", core.seq(), fleet.seq());
  }

  private void ofChain(ChainView view, ChainOpinion chain) {
    String name = "chain " + view.id() + " ";
    Set<ChainCondition> conditions = EnumSet.copyOf(view.conditions());
    conditions.removeAll(SHOWN_ONLY);
    same(name + "conditions", conditions, chain.conditions());
    same(name + "reference", view.reference().map(Differences::ref), refOf(chain));
    BlockRef leading = chain.leading == null ? BlockRef.NONE : chain.leading.ref();
    same(name + "leading", view.leading(), leading);
    same(name + "staleness", view.stalenessNanos(), staleness(chain));
    same(name + "observers", view.observers(), chain.observers);
    same(name + "agreement", view.agreement(), agreement(chain));
    same(name + "reorgs", view.reorgs(), (long) chain.reference.reorgs.size());
    same(name + "deepest", view.deepestReorg(), chain.reference.deepest());
    if (Features.on(Features.FINALITY_BY_HASH)) {
      ofFinality(name, view, chain);
    }
  }

  private void ofFinality(String name, ChainView view, ChainOpinion chain) {
    same(name + "finalized", view.finalized(), publishable(chain));
    if (!chain.finality.unknown && chain.reference.current != null) {
      long lag = chain.reference.current.height() - chain.finality.current().height();
      same(name + "finality lag", view.finalityLagBlocks(), OptionalLong.of(lag));
    }
  }

  /** Nothing above the reference is published as finalized. */
  private static BlockRef publishable(ChainOpinion chain) {
    BlockRef finalized = chain.finality.current();
    Block reference = chain.reference.current;
    return reference == null || finalized.height() <= reference.height()
        ? finalized
        : BlockRef.NONE;
  }

  private static BlockRef ref(Head head) {
    return new BlockRef(head.height(), head.hash());
  }

  private static java.util.Optional<BlockRef> refOf(ChainOpinion chain) {
    return java.util.Optional.ofNullable(chain.reference.current).map(Block::ref);
  }

  private static OptionalLong staleness(ChainOpinion chain) {
    long origin = chain.stalenessOriginNanos();
    return origin == Block.NEVER ? OptionalLong.empty() : OptionalLong.of(chain.nowNanos - origin);
  }

  private static OptionalDouble agreement(ChainOpinion chain) {
    long whole = chain.quorum.configuredWeight();
    long part = 0;
    for (NodeOpinion node : chain.nodes) {
      boolean in = node.state == NodeState.IN_SYNC && node.history.isVoter(chain.nowNanos);
      part += in ? node.history.plan.weight() : 0;
    }
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
  }

  private void ofNode(NodeView view, NodeOpinion node) {
    String name = "node " + view.id() + " ";
    ChainOpinion chain = fleet.chainOf(node);
    long now = fleet.nowNanos();
    same(name + "state", view.state(), node.state);
    same(name + "flags", compared(view.flags()), compared(node.flags(now)));
    Head head = node.head == null ? null : node.head.head;
    same(
        name + "head",
        view.head().map(Differences::ref).orElse(null),
        head == null ? null : ref(head));
    same(name + "behind", view.behindNanos(), optional(node.behindNanos(chain.leading, now)));
    if (view.behindNanos().orElse(0) > 0) {
      same(name + "uncertainty", view.uncertaintyNanos().orElse(0), node.uncertaintyNanos(now));
    }
    long age = node.history.dataNanos;
    same(name + "data age", view.dataAgeNanos(), optional(age == Block.NEVER ? -1 : now - age));
    same(name + "failures", view.failures(), node.history.failures);
    same(name + "family", view.family(), node.history.family());
    if (Features.on(Features.DRIFT_COUNTS)) {
      same(name + "arrivals", view.drift().arrivals().count(), recorded(chain, node));
      same(name + "missed", view.drift().missedBlocks(), chain.drift.missed[node.history.index]);
    }
  }

  private static long recorded(ChainOpinion chain, NodeOpinion node) {
    return chain.drift.samples.stream().filter(s -> s.node() == node.history).count();
  }

  private static Set<NodeFlag> compared(Set<NodeFlag> flags) {
    Set<NodeFlag> rest = EnumSet.noneOf(NodeFlag.class);
    rest.addAll(flags);
    if (!Features.on(Features.FINALITY_BY_HASH)) {
      rest.remove(NodeFlag.FINALITY_UNKNOWN);
    }
    if (!Features.on(Features.JITTER)) {
      rest.remove(NodeFlag.JITTER);
    }
    return rest;
  }

  private static OptionalLong optional(long value) {
    return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private void ofMarket(MarketRow row, MarketOpinion market) {
    String name = "market " + row.id() + " ";
    same(name + "quotes", row.quotes(), market.quotes);
    same(name + "liquidations", row.liquidations(), market.liquidations);
    same(name + "version", row.version(), market.version());
    same(
        name + "row hash",
        row.rowHash(),
        RowHashes.row(
            market.id,
            market.version(),
            market.quotes,
            market.liquidations,
            market.pausesOnUnknown()));
    for (int i = 0; i < row.legs().size(); i++) {
      MarketRow.Leg leg = row.legs().get(i);
      LegOpinion own = market.legs.get(i);
      same(name + "leg " + leg.target() + " quotes", leg.quotes(), own.quotes());
      same(name + "leg " + leg.target() + " liquidations", leg.liquidations(), own.liquidations());
      if (leg.quotes() != own.quotes() || leg.liquidations() != own.liquidations()) {
        found.add("as core: " + row.reasons());
        own.bounds.forEach(bound -> found.add("as opinion: " + bound));
      }
    }
    Set<String> told = boundsOf(row.reasons());
    Set<String> exceeded = exceeded(market);
    exceeded.removeAll(told);
    same(name + "exceeded without a word", Set.of(), exceeded);
    told.removeAll(unclear(market));
    same(name + "reasons that are clear", told, Set.of());
  }

  private static Set<String> boundsOf(List<Reason> reasons) {
    Set<String> names = new TreeSet<>();
    for (Reason reason : reasons) {
      if (!reason.leg().isEmpty() && !reason.metric().equals("condition")) {
        names.add(reason.bound() + " on " + reason.leg());
      }
    }
    return names;
  }

  /** What asks for the outputs as they are. */
  private static Set<String> exceeded(MarketOpinion market) {
    Level held = market.quotes == Quotes.WITHDRAW ? Level.WITHDRAW : Level.WIDEN;
    boolean paused = market.liquidations == Liquidations.PAUSED;
    return names(
        market, bound -> bound.isExceeded(held) || (paused && bound.isExceeded(Level.PAUSE)));
  }

  /** What asks for anything, or stands in the way of relaxing. */
  private static Set<String> unclear(MarketOpinion market) {
    return names(
        market, bound -> EnumSet.allOf(Level.class).stream().anyMatch(l -> !bound.isClear(l)));
  }

  private static Set<String> names(MarketOpinion market, Predicate<BoundOpinion> which) {
    Set<String> names = new TreeSet<>();
    for (LegOpinion leg : market.legs) {
      for (BoundOpinion bound : leg.bounds) {
        if (which.test(bound)) {
          names.add(bound.name() + " on " + leg.target);
        }
      }
    }
    return names;
  }
}

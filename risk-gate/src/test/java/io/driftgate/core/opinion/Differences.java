package io.driftgate.core.opinion;

import io.driftgate.core.RiskGate;
import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Notice;
import io.driftgate.core.view.ChainCondition;
import io.driftgate.core.view.ChainView;
import io.driftgate.core.view.MarketRow;
import io.driftgate.core.view.NodeState;
import io.driftgate.core.view.NodeView;
import io.driftgate.core.view.ShadowRow;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** What a core's view and an opinion disagree in. */
final class Differences {
  private static final Set<ChainCondition> SHOWN_ONLY =
      EnumSet.of(ChainCondition.STALLED, ChainCondition.QUIET);

  private static final Set<Notice.Kind> COMPARED_NOTICES =
      EnumSet.of(Notice.Kind.PAUSED_TOO_LONG, Notice.Kind.JOURNAL_LOST, Notice.Kind.ORDER_REFUSED);

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

  /** The transitions and notices of the step. */
  void ofStep(List<GateSignal> signals, List<Comparison.OfShadow> shadows, List<Notice> notices) {
    for (MarketOpinion market : fleet.markets) {
      Stream<GateSignal> own = signals.stream().filter(s -> s.market().equals(market.id));
      same("market " + market.id + " signals", texts(own), texts(market));
    }
    for (MarketOpinion market : fleet.gone) {
      Stream<String> own =
          market.isShadow()
              ? shadows.stream().filter(s -> s.isOf(market)).map(s -> text(s.signal()))
              : signals.stream().filter(s -> s.market().equals(market.id)).map(Differences::text);
      same("market " + market.id + " that is gone, signals", own.toList(), texts(market));
    }
    for (MarketOpinion shadow : fleet.shadows) {
      Stream<GateSignal> own =
          shadows.stream().filter(s -> s.isOf(shadow)).map(Comparison.OfShadow::signal);
      same("shadow " + shadow.id + " signals", texts(own), texts(shadow));
    }
    List<String> told =
        notices.stream()
            .filter(notice -> COMPARED_NOTICES.contains(notice.kind()))
            .map(notice -> notice.kind() + " " + notice.subject())
            .toList();
    same("notices", told, fleet.notices);
  }

  private static List<String> texts(MarketOpinion market) {
    return market.takeNew().stream().map(MarketOpinion.Moved::toString).toList();
  }

  private static List<String> texts(Stream<GateSignal> signals) {
    return signals.map(Differences::text).toList();
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
    same("markets", core.markets().size(), fleet.markets.size());
    same("shadows", core.shadows().size(), fleet.shadows.size());
    same("chains", core.chains().size(), fleet.chains.size());
    for (ChainView view : core.chains()) {
      ofChain(view, fleet.chain(view.id()));
    }
    int turn = 0;
    for (NodeId id : fleet.nodes.keySet()) {
      if (turn++ % 4 == step % 4 || step % 32 == 0) {
        ofNode(core.node(id).orElseThrow(), fleet.node(id));
      }
    }
    MarketDifferences markets = new MarketDifferences(found, fleet.nowNanos());
    for (MarketRow row : core.markets()) {
      markets.of("market " + row.id() + " ", row, fleet.market(row.id()).orElseThrow());
    }
    for (ShadowRow shadow : core.shadows()) {
      String name = "shadow " + shadow.row().id() + "/" + shadow.policy() + " ";
      markets.of(name, shadow.row(), fleet.shadow(shadow));
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
    same(name + "head age", view.headAgeMs(), headAgeMs(chain));
    boolean believed = fleet.wall.isSteady(chain.nowNanos) && fleet.wall.agreesWith(chain);
    same(name + "head age trusted", view.headAgeTrusted(), believed);
    same(name + "observers", view.observers(), chain.observers);
    same(name + "agreement", view.agreement(), agreement(chain));
    same(name + "reorgs", view.reorgs(), (long) chain.reference.reorgs.size());
    same(name + "deepest", view.deepestReorg(), chain.reference.deepest());
    if (Features.on(Features.HEADERS)) {
      Set<BlockRef> missing = Set.copyOf(core.missingHeaders(view.id()));
      same(name + "missing headers", missing, chain.headers.missing(chain.nowNanos));
    }
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

  /** It is shown beside a reference only. */
  private OptionalLong headAgeMs(ChainOpinion chain) {
    if (chain.reference.current == null) {
      return OptionalLong.empty();
    }
    long wallMs = fleet.wall.ms(chain.nowNanos);
    return OptionalLong.of(wallMs - chain.reference.current.head.timestampMs());
  }

  /** A lawful silence is shown as none. */
  private static OptionalLong staleness(ChainOpinion chain) {
    long origin = chain.stalenessOriginNanos();
    if (chain.plan.quietLegal() && chain.quiet.isQuiet()) {
      return OptionalLong.empty();
    }
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
}

package io.driftgate.core.opinion;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.opinion.Corruption.Why;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.view.ChainCondition;
import io.driftgate.core.view.NodeState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What is to be said of one chain at one instant, all of it judged anew (semantics §3 to §5). */
final class ChainOpinion {
  ChainPlan plan;
  final List<NodeHistory> histories = new ArrayList<>();
  final List<NodeOpinion> nodes = new ArrayList<>();
  private final BitSet indices = new BitSet();
  final BlockBook book;
  final ReferenceOpinion reference = new ReferenceOpinion();
  final FinalityOpinion finality;
  final DriftOpinion drift;
  final VerifyOpinion verify;
  final HeadersOpinion headers;
  final QuietOpinion quiet = new QuietOpinion();
  final Windows windows = new Windows(this);
  private final Suspicion suspicion = new Suspicion();

  Quorum quorum;
  Vouching vouching;
  Block leading;
  int observers;
  private long tornSinceNanos = Block.NEVER;
  private boolean split;
  boolean violated;
  long nowNanos;

  ChainOpinion(ChainPlan plan, List<NodePlan> nodePlans) {
    book = new BlockBook(0);
    finality = new FinalityOpinion(book, nodes);
    drift = new DriftOpinion(book, 0);
    verify = new VerifyOpinion(nodes);
    headers = new HeadersOpinion(book, nodes);
    becomes(plan, nodePlans, 0);
  }

  /** Takes a plan; nodes that are in both stay what they are. Says whether anything is another. */
  boolean becomes(ChainPlan newPlan, List<NodePlan> nodePlans, long atNanos) {
    Set<NodePlan> before = new HashSet<>();
    histories.forEach(history -> before.add(history.plan));
    boolean sameNodes = before.equals(Set.copyOf(nodePlans));
    boolean changed = !newPlan.equals(plan) || !sameNodes;
    plan = newPlan;
    Map<NodeId, NodeOpinion> known = new LinkedHashMap<>();
    nodes.forEach(node -> known.put(node.history.plan.id(), node));
    nodes.clear();
    histories.clear();
    nodePlans.forEach(node -> nodes.add(known.remove(node.id())));
    known.values().forEach(this::leaves);
    if (!known.isEmpty()) {
      book.forgets(nodes.stream().filter(Objects::nonNull).toList(), atNanos);
    }
    for (int i = 0; i < nodes.size(); i++) {
      NodePlan node = nodePlans.get(i);
      if (nodes.get(i) == null) {
        nodes.set(i, begins(node));
      }
      nodes.get(i).history.becomes(node, atNanos);
    }
    nodes.forEach(node -> histories.add(node.history));
    suspicion.becomes(plan, histories);
    if (!sameNodes) {
      windows.forgetTheEmpty();
    }
    return changed;
  }

  private void leaves(NodeOpinion node) {
    indices.clear(node.history.index);
    book.blocks.forEach(block -> block.forget(node.history.index));
    drift.forgets(node.history);
  }

  private NodeOpinion begins(NodePlan node) {
    NodeHistory history = new NodeHistory(node, indices.nextClearBit(0));
    indices.set(history.index);
    if (history.index == indices.length() - 1) {
      book.widen(Math.max(book.width(), indices.length()));
      drift.widen(book.width());
    }
    drift.begins(history);
    return new NodeOpinion(history);
  }

  /**
   * Judges everything at an instant.
   *
   * @param told the node whose answer this instant brings, or null
   */
  void judge(long nanos, long wallMs, long moment, NodeOpinion told, boolean byInput) {
    nowNanos = nanos;
    quorum = new Quorum(plan.quorum(), histories, nanos);
    settleCorruption(told);
    reference.becomes(vouching.reference(), nanos, wallMs, moment);
    verify.ends(reference);
    observers = observers();
    leading = vouching.leading(reference.tip, observers, suspicion);
    drift.leads(leading);
    drift.records(nanos);
    suspicion.leads(leading, nanos, byInput);
    reference.expires(plan.graceNanos(), nanos);
    nodes.forEach(this::judge);
    finality.judgeKnown(reference.current, vouching, quorum);
    judgeConditions();
  }

  /** Corruption takes votes, and votes decide what is corrupt: until nothing changes. */
  private void settleCorruption(NodeOpinion told) {
    if (told != null) {
      told.corruption.heal(told.history);
      weighs(told);
    }
    boolean rises = true;
    while (rises) {
      settleByWhatIsFinalized(told);
      rises = Features.on(Features.FINALITY_BY_HASH) && finality.rises(vouching, quorum, nowNanos);
      if (rises) {
        findContradictions(told, true);
      }
    }
    castVotes(told);
    vouching = new Vouching(book, quorum, nodes, nowNanos);
  }

  /** A head that it has not vouched for so far weighs for links to it, if it vouches now. */
  private void weighs(NodeOpinion told) {
    Block head = told.head(nowNanos);
    book.ambiguous().forEach(sides -> sides.stream().filter(s -> s.lost).forEach(this::condemn));
    if (told.vouches(nowNanos)
        && told.history.isVoter(nowNanos)
        && head.arrivals[told.history.index] == Block.NEVER
        && book.weighs(head, told.history.plan.weight(), quorum)) {
      drift.carriesDown(histories);
    }
  }

  /** Whoever contradicts what is finalized by now has no say in what comes to be. */
  private void settleByWhatIsFinalized(NodeOpinion told) {
    boolean changed = true;
    while (changed) {
      changed = verify.begins(quorum, nowNanos);
      if (changed) {
        book.provesAll();
        drift.carriesDown(histories);
      }
      changed |= Features.on(Features.FINALITY_BY_HASH) && findContradictions(told, false);
      vouching = new Vouching(book, quorum, nodes, nowNanos);
      changed |= findLighterSides();
    }
  }

  /** It is settled who is CORRUPT; the others arrive at what they vouch for. */
  private void castVotes(NodeOpinion told) {
    for (NodeOpinion node : nodes) {
      if (node.vouches(nowNanos)) {
        long at = node == told ? node.history.newest().receivedNanos() : nowNanos;
        castVotes(node, node == told, at);
      } else {
        drift.interrupts(node.history);
      }
    }
  }

  private void castVotes(NodeOpinion node, boolean shows, long atNanos) {
    Block head = node.head(nowNanos);
    keeps(node, head);
    if (shows) {
      drift.shows(node.history, head, atNanos);
    } else {
      drift.resumes(node.history, head, atNanos);
    }
    if (node.history.isVoter(nowNanos)) {
      drift.votesForArrivals(node.history, atNanos);
      drift.votes(node.history, head, atNanos);
      for (BlockRef report : node.history.vouchedReports()) {
        Block reported = node.reported(report, book, nowNanos);
        keeps(node, reported);
        drift.resumes(node.history, reported, atNanos);
        drift.votes(node.history, reported, atNanos);
      }
    }
  }

  private static void keeps(NodeOpinion node, Block block) {
    long bit = Quorum.bit(node.history);
    Block at = block;
    while (at != null && (at.keepers & bit) == 0) {
      at.keepers |= bit;
      at = at.parent;
    }
  }

  /** What was said before counts once, against what is finalized now: or nobody would redeem. */
  private boolean findContradictions(NodeOpinion told, boolean rises) {
    boolean changed = false;
    for (NodeOpinion node : nodes) {
      boolean contradicts = finality.isContradictedBy(node.head(nowNanos));
      contradicts |=
          node == told
              && node.history.newest().fact().finality().asked()
              && finality.isContradictedBy(node.history.finalized);
      for (BlockRef report : node.history.reports) {
        contradicts |=
            rises
                && report.height() == finality.current().height()
                && finality.isContradictedBy(report);
      }
      changed |= contradicts && node.corruption.latch(Why.CONTRADICTION, node.history);
    }
    return changed;
  }

  /** Decided as soon as what stands on none of the sides could not turn it. */
  private boolean findLighterSides() {
    boolean changed = false;
    for (List<Block> sides : book.ambiguous()) {
      Block heaviest = sides.get(0);
      long undecided = quorum.configuredWeight();
      for (Block side : sides) {
        undecided -= quorum.weight(only(side, sides));
        heaviest =
            quorum.weight(only(side, sides)) > quorum.weight(only(heaviest, sides))
                ? side
                : heaviest;
      }
      for (Block side : sides) {
        decide(side, heaviest, sides, undecided);
        changed |= side.lost && condemn(side);
      }
    }
    return changed;
  }

  /** Those whose head stands on one side and on no other. */
  private long only(Block side, List<Block> sides) {
    long others = 0;
    for (Block other : sides) {
      others |= other == side ? 0 : vouching.on(other);
    }
    return vouching.on(side) & ~others;
  }

  private void decide(Block side, Block heaviest, List<Block> sides, long undecided) {
    long most = quorum.weight(only(heaviest, sides));
    boolean loses = most > quorum.weight(only(side, sides)) + undecided;
    if (loses
        && quorum.isMoreThanSpare(heaviest.shownWeight)
        && quorum.hasNames(only(heaviest, sides))) {
      heaviest.lost = false;
      side.lost = true;
    }
  }

  private boolean condemn(Block side) {
    boolean changed = false;
    for (NodeOpinion node : nodes) {
      Block head = node.head(nowNanos);
      if (head != null && side.isUnder(head)) {
        changed |= node.corruption.latch(Why.LIGHTER_SIDE, node.history);
      }
    }
    return changed;
  }

  private int observers() {
    int count = 0;
    for (NodeOpinion node : nodes) {
      boolean observes = node.history.isVoter(nowNanos) && node.history.isAlive(nowNanos);
      count += observes ? 1 : 0;
    }
    return count;
  }

  private void judge(NodeOpinion node) {
    node.compareWith(leading, nowNanos);
    node.verifyUnsupported = verify.flags(node, nowNanos);
    boolean conflicts = node.conflictsWith(reference.last, book, nowNanos);
    if (!conflicts) {
      node.conflictSinceNanos = Block.NEVER;
    } else if (node.conflictSinceNanos == Block.NEVER) {
      node.conflictSinceNanos = nowNanos;
    }
    node.state = state(node);
  }

  /** Whether it is SUSPECT, or would be, by how fast it rises. */
  boolean isTooFast(NodeOpinion node) {
    return suspicion.isFresh(leading, nowNanos)
        && node.head != null
        && suspicion.isTooFast(node.head, nowNanos);
  }

  private NodeState state(NodeOpinion node) {
    if (node.corruption.isCorrupt()) {
      return NodeState.CORRUPT;
    }
    if (!node.history.isAlive(nowNanos)) {
      return NodeState.UNKNOWN;
    }
    if (node.conflictSinceNanos != Block.NEVER
        && nowNanos - node.conflictSinceNanos > plan.graceNanos()) {
      return NodeState.DIVERGED;
    }
    if (suspicion.suspects(node.head, leading, nowNanos)) {
      return NodeState.SUSPECT;
    }
    return node.behindNanos(leading, nowNanos) > plan.toleranceNanos()
        ? NodeState.LAGGING
        : NodeState.IN_SYNC;
  }

  private void judgeConditions() {
    boolean torn = Features.on(Features.SPLIT) && new SplitOpinion(vouching, quorum).isTorn();
    if (!torn) {
      tornSinceNanos = Block.NEVER;
    } else if (tornSinceNanos == Block.NEVER) {
      tornSinceNanos = nowNanos;
    }
    split = torn && nowNanos - tornSinceNanos > plan.graceNanos();
    long contradicting = 0;
    for (NodeOpinion node : nodes) {
      contradicting |= node.corruption.isBy(Why.CONTRADICTION) ? Quorum.bit(node.history) : 0;
    }
    violated = finality.conflicted || quorum.canBlock(contradicting);
    quiet.judge(this);
    book.forgets(nodes, nowNanos);
  }

  /** Those that close markets, and WARMING_UP. */
  Set<ChainCondition> conditions() {
    Set<ChainCondition> found = EnumSet.noneOf(ChainCondition.class);
    if (reference.current == null) {
      found.add(ChainCondition.NO_QUORUM);
    }
    if (split) {
      found.add(ChainCondition.SPLIT);
    }
    if (violated) {
      found.add(ChainCondition.FINALITY_VIOLATION);
    }
    if (!reference.isWarm()) {
      found.add(ChainCondition.WARMING_UP);
    }
    return found;
  }

  /** From when staleness counts; {@link Block#NEVER} where it has no value. */
  long stalenessOriginNanos() {
    if (!plan.quietLegal() || reference.rises.isEmpty()) {
      return reference.roseNanos();
    }
    return quiet.isQuiet() ? nowNanos : Math.max(quiet.sinceNanos(), reference.roseNanos());
  }

  void instants(Instants out) {
    for (NodeOpinion node : nodes) {
      node.history.instants(out);
      if (node.conflictSinceNanos != Block.NEVER) {
        out.addLonger(node.conflictSinceNanos, plan.graceNanos());
      }
      if (node.growsBehind()) {
        out.addLonger(node.lacked.firstSeen(), plan.toleranceNanos());
      }
    }
    if (tornSinceNanos != Block.NEVER) {
      out.addLonger(tornSinceNanos, plan.graceNanos());
    }
    suspicion.instants(leading, out);
    reference.instants(plan.graceNanos(), out);
  }
}

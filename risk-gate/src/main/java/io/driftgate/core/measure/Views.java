package io.driftgate.core.measure;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.fact.Transport;
import io.driftgate.core.view.ChainCondition;
import io.driftgate.core.view.ChainView;
import io.driftgate.core.view.Held;
import io.driftgate.core.view.NodeState;
import io.driftgate.core.view.NodeView;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/** What is believed of chains and nodes, put into values that may travel. */
public final class Views {
  private Views() {}

  /** One node as of {@code nowNanos}. */
  public static NodeView of(NodeTracker node, long nowNanos) {
    NodeRecord record = node.record();
    boolean compared = node.position().behindNanos(nowNanos) != NodeTracker.NO_VALUE;
    return new NodeView(
        node.plan().id(),
        record.revision(),
        node.plan().chain(),
        node.plan().cluster(),
        node.plan().operator(),
        node.family(),
        node.plan().weight(),
        node.state(),
        flags(node, nowNanos),
        Optional.ofNullable(node.headBlock()).map(Block::head),
        node.safe(),
        node.finalized(),
        value(node.position().headLagBlocks()),
        value(node.position().behindNanos(nowNanos)),
        compared
            ? OptionalLong.of(node.position().behindUncertaintyNanos(nowNanos))
            : OptionalLong.empty(),
        value(node.liveness().dataAgeNanos(nowNanos)),
        node.pushTrusted() ? Transport.PUSH : Transport.POLL,
        record.failures(),
        record.lastFailure(),
        record.drift(node.drift().inShort()),
        node.roundTrip().inShort());
  }

  private static OptionalLong value(long valueOrNone) {
    return valueOrNone == NodeTracker.NO_VALUE
        ? OptionalLong.empty()
        : OptionalLong.of(valueOrNone);
  }

  private static Set<NodeFlag> flags(NodeTracker node, long nowNanos) {
    Set<NodeFlag> flags = EnumSet.noneOf(NodeFlag.class);
    flags.addAll(node.reportedFlags());
    add(flags, NodeFlag.JITTER, node.record().jittering(nowNanos));
    add(flags, NodeFlag.FINALITY_UNKNOWN, !node.record().finalityKnown());
    add(flags, NodeFlag.VERIFY_UNSUPPORTED, node.doubt().isUnsupported());
    add(flags, NodeFlag.PUSH_LOST, node.record().pushLost());
    add(flags, NodeFlag.DRAINED, node.drained());
    add(flags, NodeFlag.RATE_LIMITED, node.record().rateLimited());
    return flags;
  }

  private static <T> void add(Set<T> set, T element, boolean holds) {
    if (holds) {
      set.add(element);
    }
  }

  /** What one chain holds in memory. */
  public static Held.OfChain held(ChainTracker chain) {
    int nodes = chain.nodes().size();
    return new Held.OfChain(
        chain.plan().id(),
        nodes,
        chain.roster().width(),
        chain.tree().size(),
        BlockTree.maxSize(nodes),
        chain.tree().waiting(),
        chain.tree().pending(),
        nodes * (long) BlockTree.DEPTH,
        chain.histograms().scopes());
  }

  /** One chain as of {@code now}. */
  public static ChainView of(ChainTracker chain, Stamp now) {
    ReferenceHistory history = chain.history();
    Optional<Block> reference = Optional.ofNullable(history.current());
    FinalityTracker finality = chain.finality().tracker();
    return new ChainView(
        chain.plan().id(),
        chain.revision(),
        conditions(chain, now.nanos()),
        reference.map(Block::head),
        Optional.ofNullable(chain.leading().tip()).map(Block::ref).orElse(BlockRef.NONE),
        since(chain.staleness().sinceNanos(), now.nanos()),
        reference
            .map(block -> OptionalLong.of(now.wallMs() - block.head().timestampMs()))
            .orElse(OptionalLong.empty()),
        chain.headAge().trusted(),
        agreement(chain),
        chain.readout().observers(),
        publishable(finality.finalized(), reference),
        value(chain.readout().finalityLagBlocks()),
        value(chain.readout().finalityLagMs()),
        since(finality.roseNanos(), now.nanos()),
        history.reorgs(),
        history.deepestReorg(),
        history.lastReorg());
  }

  /** Of what is published, finalized is at most the reference. */
  private static BlockRef publishable(BlockRef finalized, Optional<Block> reference) {
    return reference.map(block -> finalized.height() <= block.height()).orElse(true)
        ? finalized
        : BlockRef.NONE;
  }

  private static OptionalLong since(long instantOrNever, long nowNanos) {
    return instantOrNever == Deadlines.NEVER
        ? OptionalLong.empty()
        : OptionalLong.of(nowNanos - instantOrNever);
  }

  private static OptionalDouble agreement(ChainTracker chain) {
    long inSync =
        chain.nodes().stream()
            .filter(node -> node.votes() && node.state() == NodeState.IN_SYNC)
            .mapToLong(node -> node.plan().weight())
            .sum();
    return chain.readout().configuredWeight() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) inSync / chain.readout().configuredWeight());
  }

  private static Set<ChainCondition> conditions(ChainTracker chain, long nowNanos) {
    Set<ChainCondition> conditions = EnumSet.noneOf(ChainCondition.class);
    add(conditions, ChainCondition.NO_QUORUM, !chain.readout().hasQuorum());
    add(conditions, ChainCondition.SPLIT, chain.readout().split());
    add(conditions, ChainCondition.FINALITY_VIOLATION, chain.readout().finalityViolated());
    add(conditions, ChainCondition.WARMING_UP, !chain.readout().warm());
    boolean stalled = isLate(chain, chain.staleness().sinceNanos(), nowNanos);
    add(conditions, ChainCondition.STALLED, stalled);
    boolean late = isLate(chain, chain.readout().lastRiseNanos(), nowNanos);
    add(conditions, ChainCondition.QUIET, late && !stalled);
    return conditions;
  }

  /** Two block times without a block. */
  private static boolean isLate(ChainTracker chain, long sinceNanos, long nowNanos) {
    long blockTimeNanos = chain.plan().blockTimeNanos();
    return sinceNanos != Deadlines.NEVER && nowNanos - sinceNanos - blockTimeNanos > blockTimeNanos;
  }
}

package io.driftgate.core.opinion;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.KeepAlive;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.RollupObserved;
import io.driftgate.core.plan.NodePlan;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All that one node ever said, and what follows from that alone. */
final class NodeHistory {
  private static final int MAX_REPORTS = 64;

  NodePlan plan;
  final int index;
  final List<Showing> showings = new ArrayList<>();
  final List<RollupObserved> rollups = new ArrayList<>();

  /** Distinct finalized blocks, oldest first. */
  final List<BlockRef> reports = new ArrayList<>();

  /** Their timestamps as it said them; -1 where it did not. */
  final Map<BlockRef, Long> dates = new HashMap<>();

  final ShownHeads heads;
  final Map<FailureKind, Long> failures = new EnumMap<>(FailureKind.class);
  long aliveNanos = Block.NEVER;
  long dataNanos = Block.NEVER;

  /** When the last answer was asked for, a keep-alive check's too; a late one is not the last. */
  long askedNanos = Block.NEVER;

  boolean pushTrusted;
  boolean pushLost;
  boolean rateLimited;
  boolean finalityAsked;
  BlockRef finalized = BlockRef.NONE;
  long highestFinalized = -1;
  long drainedUntilNanos = Block.NEVER;
  private String saidFamily = "";

  NodeHistory(NodePlan plan, int index) {
    this.plan = plan;
    this.index = index;
    heads = new ShownHeads(plan.livenessNanos());
  }

  /** It is the same node under another plan. */
  void becomes(NodePlan newPlan, long nowNanos) {
    plan = newPlan;
    heads.becomes(newPlan.livenessNanos(), nowNanos);
  }

  void shows(Showing showing, long coreNanos) {
    showings.add(showing);
    heads.shows(showing, coreNanos);
    aliveNanos = Math.max(aliveNanos, showing.receivedNanos());
    dataNanos = Math.max(dataNanos, showing.fact().sentNanos());
    askedNanos = Math.max(askedNanos, showing.fact().sentNanos());
    rateLimited &= !showing.isPoll();
    if (showing.fact().finality().asked()) {
      reports(showing.fact().finality());
    }
  }

  private void reports(Finality said) {
    BlockRef ref = said.finalized();
    finalityAsked = true;
    finalized = ref;
    highestFinalized = Math.max(highestFinalized, ref.height());
    if (ref.isPresent() && !reports.contains(ref)) {
      reports.add(ref);
      dates.put(ref, said.finalizedTimestampMs());
      if (reports.size() > MAX_REPORTS) {
        dates.remove(reports.remove(0));
      }
    }
  }

  /** Keep-alive checks count for push; before any answer there is nothing to keep. */
  void keepsAlive(KeepAlive fact) {
    if (!pushTrusted || showings.isEmpty()) {
      return;
    }
    aliveNanos = Math.max(aliveNanos, fact.received().nanos());
    dataNanos = Math.max(dataNanos, fact.sentNanos());
    askedNanos = Math.max(askedNanos, fact.sentNanos());
  }

  void pushes(boolean trusted) {
    pushTrusted = trusted;
    pushLost = !trusted;
  }

  void fails(ProbeFailed fact) {
    failures.merge(fact.kind(), 1L, Long::sum);
    rateLimited = fact.kind() == FailureKind.RATE_LIMITED;
  }

  void names(String family) {
    saidFamily = family;
  }

  /** Configured, else as the node said; empty while unknown. */
  String family() {
    return plan.family().isEmpty() ? saidFamily : plan.family();
  }

  boolean showed(Block block) {
    return showings.stream().anyMatch(showing -> showing.block() == block);
  }

  Showing newest() {
    return showings.isEmpty() ? null : showings.get(showings.size() - 1);
  }

  Showing newestPoll() {
    for (int i = showings.size() - 1; i >= 0; i--) {
      if (showings.get(i).isPoll()) {
        return showings.get(i);
      }
    }
    return null;
  }

  /** Finalized blocks that it vouches for. */
  List<BlockRef> vouchedReports() {
    return Features.on(Features.FINALITY_BY_HASH) ? reports : List.of();
  }

  /** The newest answer that showed this very block, or null. */
  Showing newestOf(Block block) {
    for (int i = showings.size() - 1; i >= 0; i--) {
      if (showings.get(i).block() == block) {
        return showings.get(i);
      }
    }
    return null;
  }

  /** What its newest polled answer said of itself. */
  Set<NodeFlag> saidFlags() {
    Showing poll = newestPoll();
    return poll == null ? EnumSet.noneOf(NodeFlag.class) : poll.fact().flags();
  }

  boolean saysItIsNotReady() {
    Set<NodeFlag> flags = saidFlags();
    return flags.contains(NodeFlag.OPTIMISTIC) || flags.contains(NodeFlag.EL_OFFLINE);
  }

  boolean isAlive(long nowNanos) {
    return !showings.isEmpty() && nowNanos - aliveNanos <= plan.livenessNanos();
  }

  boolean isDrained(long nowNanos) {
    return nowNanos < drainedUntilNanos;
  }

  boolean isVoter(long nowNanos) {
    return plan.weight() > 0 && !isDrained(nowNanos);
  }

  boolean isFinalityUnknown() {
    return finalityAsked && (!finalized.isPresent() || finalized.height() < highestFinalized);
  }

  void instants(Instants out) {
    if (!showings.isEmpty()) {
      out.addLonger(aliveNanos, plan.livenessNanos());
    }
    out.add(drainedUntilNanos);
    heads.instants(out);
  }
}

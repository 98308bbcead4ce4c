package io.driftgate.simulator.virtual;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.Verification;
import java.util.EnumSet;
import java.util.Set;

/** What a node says when it is asked, lies included. */
final class NodeFace {
  private static final long FAR_BLOCKS = 1_000_000;
  private static final int FINALITY_FALLS_BLOCKS = 40;

  private NodeFace() {}

  /** Its {@code latest}. */
  static Head head(VirtualNode node) {
    VirtualBlock block = node.shown();
    Head head = block.head();
    if (node.ails(Ail.BALANCED) && block.parent() != null && node.dice().oneIn(2)) {
      head = block.parent().head();
    }
    if (node.ails(Ail.FAR_AHEAD)) {
      return made(node, head, node.dice().between(1_000, FAR_BLOCKS));
    }
    if (node.ails(Ail.NEAR_AHEAD)) {
      return made(node, head, node.dice().between(1, 5));
    }
    if (node.ails(Ail.FORKED) && head.height() > node.frozen().height()) {
      return forked(node, head);
    }
    return node.ails(Ail.FALSE_ROOT) ? falseRoot(node, head) : head;
  }

  private static Head made(VirtualNode node, Head head, long leadBlocks) {
    long height = head.height() + leadBlocks;
    Hash hash = VirtualBlock.hash(node.dice().next(), height, 1);
    Hash parent = leadBlocks == 1 ? head.hash() : VirtualBlock.hash(height, leadBlocks, 2);
    return new Head(height, hash, parent, hash, head.timestampMs());
  }

  /** A chain of its own that leaves everybody's where its trouble began. */
  private static Head forked(VirtualNode node, Head head) {
    long salt = node.profile().plan().id().value().hashCode();
    VirtualBlock base = node.frozen();
    long seed = base.head().hash().a();
    Hash hash = VirtualBlock.hash(seed, head.height(), salt);
    Hash parent =
        head.height() == base.height() + 1
            ? base.head().hash()
            : VirtualBlock.hash(seed, head.height() - 1, salt);
    return new Head(head.height(), hash, parent, hash, head.timestampMs());
  }

  private static Head falseRoot(VirtualNode node, Head head) {
    long salt = node.profile().plan().id().value().hashCode();
    Hash root = VirtualBlock.hash(salt, head.height(), 3);
    return new Head(head.height(), head.hash(), head.parentHash(), root, head.timestampMs());
  }

  /** Its {@code safe} and {@code finalized}; finalized ≤ safe ≤ head, as adapters make sure. */
  static Finality finality(VirtualNode node, Head head) {
    VirtualBlock finalized = node.shown().finalized();
    VirtualBlock safe = node.shown().safe();
    if (node.ails(Ail.FINALITY_GONE) || finalized == null || safe == null) {
      return Finality.of(BlockRef.NONE, BlockRef.NONE);
    }
    if (node.ails(Ail.FINALITY_BACK)) {
      finalized = finalized.back(FINALITY_FALLS_BLOCKS);
    }
    BlockRef named = finalized.ref();
    if (node.ails(Ail.FALSE_FINALITY)) {
      named = new BlockRef(named.height(), VirtualBlock.hash(named.height(), 7, 7));
    }
    if (named.height() > safe.height() || safe.height() > head.height()) {
      return Finality.of(BlockRef.NONE, BlockRef.NONE);
    }
    boolean dated = node.profile().region() != 1;
    return Finality.of(safe.ref(), named, dated ? finalized.head().timestampMs() : -1);
  }

  static Set<NodeFlag> flags(VirtualNode node) {
    Set<NodeFlag> flags = EnumSet.noneOf(NodeFlag.class);
    if (node.ails(Ail.SYNCING)) {
      flags.add(NodeFlag.SYNCING);
    }
    if (node.ails(Ail.OPTIMISTIC)) {
      flags.add(NodeFlag.OPTIMISTIC);
    }
    if (node.ails(Ail.EL_OFFLINE)) {
      flags.add(NodeFlag.EL_OFFLINE);
    }
    return flags;
  }

  static Verification verification(VirtualNode node) {
    if (node.ails(Ail.MISMATCHES)) {
      return Verification.MISMATCH;
    }
    if (node.ails(Ail.NEW_FIELDS)) {
      return Verification.UNKNOWN_FIELDS;
    }
    return node.chain().habits().verifies() ? Verification.VERIFIED : Verification.OFF;
  }
}

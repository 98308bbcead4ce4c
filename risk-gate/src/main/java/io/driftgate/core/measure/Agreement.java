package io.driftgate.core.measure;

import io.driftgate.core.measure.Forest.Stand;
import java.util.List;

/**
 * What a chain's voters agree on (semantics §3): the reference, the highest corroborated block, and
 * whether they are torn. A fast walk from the heads finds nearly always all there is to find; where
 * it meets what it cannot judge, every block is judged by everybody who vouches for it.
 */
final class Agreement {
  private static final int CORROBORATION = 2;

  private final Quorum quorum;
  private final Detached detached;
  private final int nodes;
  private final QuorumWalk walk;
  private Block reference;
  private Block corroborated;
  private NodeSet referenceBy;
  private NodeSet corroboratedBy;
  private boolean torn;

  Agreement(Quorum quorum, Detached detached, int nodes) {
    this.quorum = quorum;
    this.detached = detached;
    this.nodes = nodes;
    walk = new QuorumWalk(quorum);
  }

  /**
   * Looks again.
   *
   * @param heads each block that is a vouching voter's head, once
   */
  void run(List<Block> heads) {
    walk.run(heads);
    reference = walk.reference();
    corroborated = walk.corroborated();
    torn = false;
    boolean higher = detached.top() >= lowestFound();
    if (higher || walk.mayBeTorn() || !detached.isCalm()) {
      judgeEveryBlock(higher);
    }
  }

  /** What is detached adds votes only at its own height and below. */
  private long lowestFound() {
    return reference == null || corroborated == null
        ? 0
        : Math.min(reference.height(), corroborated.height());
  }

  private void judgeEveryBlock(boolean find) {
    detached.refresh();
    detached.takeMoved();
    Forest forest = Forest.of(quorum.voters(), detached, nodes);
    Tear tear = new Tear(quorum, forest, nodes);
    torn = tear.isTorn();
    if (!tear.conflicts()) {
      detached.calmed();
    }
    if (find) {
      reference = null;
      corroborated = null;
      forest.stands().stream().filter(Agreement::gained).forEach(this::consider);
    }
  }

  /** Whether more stand behind it than behind the block above it. */
  private static boolean gained(Stand stand) {
    return stand.children().size() != 1 || !stand.by().sameAs(stand.children().get(0).by());
  }

  private void consider(Stand stand) {
    if ((reference == null || outranks(stand, reference, referenceBy))
        && quorum.reachedBy(stand.by())) {
      reference = stand.block();
      referenceBy = stand.by();
    }
    if (stand.by().size() >= CORROBORATION
        && (corroborated == null || outranks(stand, corroborated, corroboratedBy))) {
      corroborated = stand.block();
      corroboratedBy = stand.by();
    }
  }

  /** Among equals in height: more weight, then the lower hash. */
  private boolean outranks(Stand stand, Block other, NodeSet otherBy) {
    if (stand.block().height() != other.height()) {
      return false;
    }
    int order = Long.compare(quorum.weightOf(stand.by()), quorum.weightOf(otherBy));
    return order != 0 ? order > 0 : stand.block().head().compareTo(other.head()) < 0;
  }

  /** Null with NO_QUORUM. */
  Block reference() {
    return reference;
  }

  /** The highest block that two voting nodes vouch for; null if there is none. */
  Block corroborated() {
    return corroborated;
  }

  /** Whether conflicting blocks leave none able to reach quorum. */
  boolean isTorn() {
    return torn;
  }
}

package io.driftgate.core.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the reference and the leading head (semantics §3): from the highest shown head downwards,
 * each block gathers the weight of the heads above it, until one has quorum.
 *
 * <p>Costs one step a height between the highest head and the reference, not a step a node.
 */
final class QuorumWalk {
  private static final int CORROBORATION = 2;

  private final Quorum quorum;

  /** The first {@link #count} are in use; those behind them wait to be used again. */
  private final List<Front> fronts = new ArrayList<>();

  private int count;
  private List<Block> heads = List.of();
  private Block reference;
  private Block corroborated;
  private long corroboratedWeight;

  /** Whether two heads were seen to stand on blocks that conflict. */
  private boolean forked;

  /** The heaviest line of heads through the reference, when that was found. */
  private long lineWeight;

  private int lineVoters;

  /** A block that the walk has come down to, with all that stands above it. */
  private static final class Front {
    private Block block;
    private long weight;
    private int voters;

    /** The block it came down from; null where its own head is. */
    private Block from;

    /** Of the lines from the tips down to above this block, the one with most weight. */
    private long lineAbove;

    private int lineVotersAbove;
    private final List<Block> heads = new ArrayList<>(2);

    void begin(Block head) {
      block = head;
      weight = head.headWeight();
      voters = head.headVoters();
      from = null;
      lineAbove = 0;
      lineVotersAbove = 0;
      heads.clear();
      heads.add(head);
    }

    long line() {
      return lineAbove + block.headWeight();
    }

    int lineVoters() {
      return lineVotersAbove + block.headVoters();
    }

    void stepDown() {
      lineAbove = line();
      lineVotersAbove = lineVoters();
      from = block;
      block = block.parent();
    }

    /** Returns whether they come from different blocks. */
    boolean absorb(Front other) {
      boolean forks = from != null && other.from != null;
      from = from == null ? other.from : from;
      if (other.lineAbove > lineAbove) {
        lineAbove = other.lineAbove;
        lineVotersAbove = other.lineVotersAbove;
      }
      weight += other.weight;
      voters += other.voters;
      for (int i = 0; i < other.heads.size(); i++) {
        heads.add(other.heads.get(i));
      }
      return forks;
    }
  }

  QuorumWalk(Quorum quorum) {
    this.quorum = quorum;
  }

  /**
   * Walks.
   *
   * @param heads each block that is a vouching voter's head, once
   */
  void run(List<Block> heads) {
    this.heads = heads;
    count = 0;
    forked = false;
    reference = null;
    corroborated = null;
    for (int i = 0; i < heads.size(); i++) {
      begin(heads.get(i));
    }
    while (count > 0 && !isDone()) {
      long height = highest();
      judge(height);
      if (!isDone()) {
        stepDown(height);
      }
    }
  }

  private void begin(Block head) {
    if (count == fronts.size()) {
      fronts.add(new Front());
    }
    fronts.get(count).begin(head);
    count++;
  }

  /** Where one voter is a quorum, others may corroborate only further down. */
  private boolean isDone() {
    return reference != null && (corroborated != null || voters() < CORROBORATION);
  }

  private int voters() {
    int voters = 0;
    for (int i = 0; i < count; i++) {
      voters += fronts.get(i).voters;
    }
    return voters;
  }

  /** Null with NO_QUORUM. */
  Block reference() {
    return reference;
  }

  /** The highest block that two voting nodes vouch for; null if there is none. */
  Block corroborated() {
    return corroborated;
  }

  private long highest() {
    long highest = Long.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      highest = Math.max(highest, fronts.get(i).block.height());
    }
    return highest;
  }

  private void judge(long height) {
    int atHeight = 0;
    for (int i = 0; i < count; i++) {
      Front front = fronts.get(i);
      if (front.block.height() == height) {
        atHeight++;
        considerLeading(front);
        if (reference == null && hasQuorum(front)) {
          reference = front.block;
          lineWeight = front.line();
          lineVoters = front.lineVoters();
        }
      }
    }
    forked |= atHeight > 1;
  }

  private void considerLeading(Front front) {
    if (front.voters >= CORROBORATION && (corroborated == null || outranks(front))) {
      corroborated = front.block;
      corroboratedWeight = front.weight;
    }
  }

  /** Among equals in height: more weight, then the lower hash. */
  private boolean outranks(Front front) {
    if (front.block.height() != corroborated.height()) {
      return false;
    }
    return front.weight != corroboratedWeight
        ? front.weight > corroboratedWeight
        : front.block.head().compareTo(corroborated.head()) < 0;
  }

  private boolean hasQuorum(Front front) {
    return quorum.weighs(front.weight, front.voters)
        && (!quorum.asksForNames() || quorum.namesReachedBy(members(front)));
  }

  private NodeSet members(Front front) {
    List<NodeTracker> voters = quorum.voters();
    NodeSet members = new NodeSet(voters.get(voters.size() - 1).index() + 1);
    for (NodeTracker voter : voters) {
      if (voter.vouches() && front.heads.contains(voter.headBlock())) {
        members.add(voter.index());
      }
    }
    return members;
  }

  /**
   * Whether the heads met may tear the fleet; below the reference, and where no two heads conflict,
   * they cannot, since its quorum is against nothing that stands there.
   *
   * <p>Nor can they if all but the dissenters from one line could be a quorum: who is on the line
   * is against nothing of it, so at most the dissenters are against its blocks; and any other block
   * conflicts with one of these, or has at most the dissenters against it.
   */
  boolean mayBeTorn() {
    return forked && (reference == null || quorum.asksForNames() || !lineCouldBeQuorum());
  }

  /** Not where the walk went on below the reference: too few have come, so that is rare. */
  private boolean lineCouldBeQuorum() {
    long dissent = -lineWeight;
    int dissenters = -lineVoters;
    boolean stopped = false;
    for (int i = 0; i < heads.size(); i++) {
      dissent += heads.get(i).headWeight();
      dissenters += heads.get(i).headVoters();
    }
    for (int i = 0; i < count; i++) {
      Front front = fronts.get(i);
      stopped |= front.block == reference;
      boolean laggards = front.from == null && front.block != reference;
      if (laggards && front.block.reaches(reference)) {
        dissent -= front.weight;
        dissenters -= front.voters;
      }
    }
    return stopped
        && quorum.weighs(quorum.configuredWeight() - dissent, quorum.voters().size() - dissenters);
  }

  private void stepDown(long height) {
    for (int i = count - 1; i >= 0; i--) {
      if (fronts.get(i).block.height() == height) {
        fronts.get(i).stepDown();
        if (fronts.get(i).block == null || isMet(i)) {
          drop(i);
        }
      }
    }
  }

  /** Whether another one has come down to the same block; it stands for both then. */
  private boolean isMet(int arriving) {
    Front front = fronts.get(arriving);
    for (int i = 0; i < count; i++) {
      if (i != arriving && fronts.get(i).block == front.block) {
        forked |= fronts.get(i).absorb(front);
        return true;
      }
    }
    return false;
  }

  private void drop(int i) {
    count--;
    Front last = fronts.get(count);
    fronts.set(count, fronts.get(i));
    fronts.set(i, last);
  }
}

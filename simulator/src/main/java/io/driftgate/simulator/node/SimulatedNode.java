package io.driftgate.simulator.node;

import io.driftgate.core.fact.Hash;
import io.driftgate.simulator.chain.Block;
import io.driftgate.simulator.chain.ChainModel;
import io.driftgate.simulator.chain.Checkpoints;
import java.util.Optional;

/**
 * One node: what has reached it, what is wrong with it, and hence what it shows. Told of both, in
 * order; one thread at a time.
 */
public final class SimulatedNode {
  private final ChainModel chain;

  /** The newest that arrived of each branch; known also while a fault hides it. */
  private Block mainHead;

  private Optional<Block> sideHead = Optional.empty();
  private Fault fault = Fault.NONE;
  private Block shown;
  private Checkpoints shownCheckpoints;

  /** Starts in sync. */
  public SimulatedNode(ChainModel chain) {
    this.chain = chain;
    this.mainHead = chain.tip();
    this.shown = mainHead;
    this.shownCheckpoints = mainHead.checkpoints();
  }

  /** A block reaches the node. Returns whether it shows another head now. */
  public boolean onArrival(Block block) {
    if (block.branch() == ChainModel.MAIN) {
      mainHead = higher(mainHead, block);
    } else if (chain.find(block.hash()).isPresent()) {
      sideHead = Optional.of(sideHead.map(head -> higher(head, block)).orElse(block));
    }
    return refresh();
  }

  /** From now on the node suffers this and nothing else. Returns whether it shows another head. */
  public boolean suffer(Fault next) {
    fault = next;
    if (next.kind() != FaultKind.FORK) {
      sideHead = Optional.empty();
    }
    return refresh();
  }

  public Fault fault() {
    return fault;
  }

  /** What happens to who asks. */
  public Reach reach() {
    return switch (fault.kind()) {
      case HUNG -> Reach.HANGS;
      case REFUSING -> Reach.REFUSES;
      case NONE, DELAY, FREEZE, FORK, LIE, SILENT_PUSH, STOPPED_FINALITY -> Reach.ANSWERS;
    };
  }

  /** Whether subscribers are told of new heads. */
  public boolean pushes() {
    return reach() == Reach.ANSWERS && fault.kind() != FaultKind.SILENT_PUSH;
  }

  /** Its {@code latest}. */
  public Block head() {
    return shown;
  }

  /** Its {@code safe}. */
  public Optional<Block> safe() {
    return chain.at(shown.branch(), shownCheckpoints.safeHeight());
  }

  /** Its {@code finalized}. */
  public Optional<Block> finalized() {
    return chain.at(shown.branch(), shownCheckpoints.finalizedHeight());
  }

  /** Its {@code earliest}. */
  public Block earliest() {
    return chain.genesis();
  }

  /** Its canonical block at a height. */
  public Optional<Block> at(long height) {
    if (height == shown.height()) {
      return Optional.of(shown);
    }
    long known = fault.kind() == FaultKind.LIE ? mainHead.height() : shown.height();
    return height > known ? Optional.empty() : chain.at(shown.branch(), height);
  }

  /** Its canonical block with a hash. */
  public Optional<Block> find(Hash hash) {
    return hash.equals(shown.hash())
        ? Optional.of(shown)
        : chain.find(hash).filter(block -> at(block.height()).filter(block::equals).isPresent());
  }

  private boolean refresh() {
    Block before = shown;
    shown =
        switch (fault.kind()) {
          case NONE, DELAY, SILENT_PUSH, STOPPED_FINALITY, HUNG, REFUSING -> mainHead;
          case FREEZE -> shown;
          case FORK -> sideHead.orElseGet(this::headBeforeTheFork);
          case LIE -> chain.lie(mainHead, fault.amount());
        };
    if (fault.kind() != FaultKind.STOPPED_FINALITY) {
      shownCheckpoints = shown.checkpoints();
    }
    return !shown.hash().equals(before.hash());
  }

  private Block headBeforeTheFork() {
    return mainHead.height() <= chain.contestedHeight() ? mainHead : shown;
  }

  private static Block higher(Block one, Block other) {
    return other.height() > one.height() ? other : one;
  }
}

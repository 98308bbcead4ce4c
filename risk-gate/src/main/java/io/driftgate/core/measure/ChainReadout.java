package io.driftgate.core.measure;

import io.driftgate.core.fact.BlockRef;

/** What is true of one chain as a whole, for those who judge or show it; it decides nothing. */
public final class ChainReadout {
  private final Quorum quorum;
  private final ReferenceHistory history;
  private final ChainFinality finality;
  private final Agreement agreement;
  private final SplitWatch split;

  ChainReadout(
      Quorum quorum,
      ReferenceHistory history,
      ChainFinality finality,
      Agreement agreement,
      SplitWatch split) {
    this.quorum = quorum;
    this.history = history;
    this.finality = finality;
    this.agreement = agreement;
    this.split = split;
  }

  /** Whether the reference rose in this step. */
  public boolean roseInThisStep() {
    return history.roseInThisStep();
  }

  /** Voting nodes not UNKNOWN. */
  public int observers() {
    return quorum.observers();
  }

  public boolean hasQuorum() {
    return history.current() != null;
  }

  /** One reference head, plus one rise. */
  public boolean warm() {
    return history.warm();
  }

  /** Rises of the reference since start. */
  public long rises() {
    return history.rises();
  }

  /** Instant of the last rise; {@link Deadlines#NEVER} before the first. */
  public long lastRiseNanos() {
    return history.lastRiseNanos();
  }

  /** When the finalized block rose; {@link Deadlines#NEVER} before the first. */
  public long finalityRoseNanos() {
    return finality.tracker().roseNanos();
  }

  /** Whether finality has a value. */
  public boolean finalityKnown() {
    return finality.isKnown(history.current());
  }

  BlockRef finalized() {
    return finality.tracker().finalized();
  }

  /** Reference − finalized; {@link NodeTracker#NO_VALUE} while either is unknown. */
  public long finalityLagBlocks() {
    return finality.lagBlocks(history.current());
  }

  /** Difference of the timestamps; {@link NodeTracker#NO_VALUE} while either is unknown. */
  public long finalityLagMs() {
    return finality.lagMs(history.current());
  }

  /** SPLIT: conflicting blocks have left none able to reach quorum for longer than the grace. */
  public boolean split() {
    return split.isSplit();
  }

  boolean isTorn() {
    return agreement.isTorn();
  }

  /** FINALITY_VIOLATION: too many contradict what is final, or a later quorum did. */
  public boolean finalityViolated() {
    return finality.isViolated();
  }

  /** Sum of the weights configured, without those drained. */
  public long configuredWeight() {
    return quorum.configuredWeight();
  }
}

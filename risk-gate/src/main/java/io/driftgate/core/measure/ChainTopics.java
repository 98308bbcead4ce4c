package io.driftgate.core.measure;

/** What others may depend on of one chain. */
public final class ChainTopics {
  private final Topic reference = new Topic();
  private final Topic finality = new Topic();
  private final Topic states = new Topic();
  private final Topic membership = new Topic();

  ChainTopics() {}

  /** The reference became another block, or none. */
  public Topic reference() {
    return reference;
  }

  /** Finality lag changed. */
  public Topic finality() {
    return finality;
  }

  /** Some node's state changed, whether it is heard of at all, or a condition of the chain. */
  public Topic states() {
    return states;
  }

  /** A drain began or ended, or a plan changed who is a node here, or with what weight. */
  public Topic membership() {
    return membership;
  }
}

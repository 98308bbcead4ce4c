package io.driftgate.collector.protocol;

/** What an answer within a poll leads to. */
public sealed interface Step {
  /** The poll goes on with another request. */
  record Ask(Request next) implements Step {}

  /** The poll is done. */
  record Said(NodeWords words) implements Step {}

  /** The poll has failed. */
  record Failed(Defect why) implements Step {}
}

package io.driftgate.collector.protocol;

import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.Verification;

/** What a message on a subscription's connection asks for or says. */
public sealed interface PushEvent {

  /** To be sent next: the conversation goes on. */
  record Send(String text) implements PushEvent {}

  /** The chain is the right one and the node has confirmed the subscription. */
  record Subscribed() implements PushEvent {}

  /** A new head, also after a reorg: what it replaces is for the core to see. */
  record NewHead(Head head, Verification verification) implements PushEvent {}

  /**
   * Something happened that polling would tell more of.
   *
   * @param height of the head that it is about; -1 where it names none
   */
  record Moved(long height) implements PushEvent {
    /** It names no head. */
    public Moved() {
      this(-1);
    }
  }

  /** A message that concerns nothing that was asked, or says nothing new. */
  record Stray() implements PushEvent {}

  /** The connection is of no use any more. */
  record Broken(Defect why) implements PushEvent {}
}

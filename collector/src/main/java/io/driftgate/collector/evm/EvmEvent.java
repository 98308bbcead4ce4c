package io.driftgate.collector.evm;

import io.driftgate.core.fact.Head;

/** What a message on a subscription's socket asks for or says. */
public sealed interface EvmEvent {

  /** To be sent next: the conversation goes on. */
  record Send(String text) implements EvmEvent {}

  /** The chain is the right one and the node has confirmed the subscription. */
  record Subscribed() implements EvmEvent {}

  /** A new head, also after a reorg: what it replaces is for the core to see. */
  record NewHead(Head head) implements EvmEvent {}

  /** A message that concerns nothing that was asked. */
  record Stray() implements EvmEvent {}

  /** The socket is of no use any more. */
  record Broken(EvmFailure why) implements EvmEvent {}
}

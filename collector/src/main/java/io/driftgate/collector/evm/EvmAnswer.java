package io.driftgate.collector.evm;

/** What a node's answer to a batch says: heads, or a named failure. */
public sealed interface EvmAnswer permits EvmHeads, EvmFailure {}

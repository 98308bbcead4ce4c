package io.driftgate.collector.evm;

import io.driftgate.core.fact.FailureKind;

/**
 * An answer that holds nothing usable.
 *
 * @param kind why
 * @param message for people; in our words, never the node's, which may repeat a key
 */
public record EvmFailure(FailureKind kind, String message) implements EvmAnswer {}

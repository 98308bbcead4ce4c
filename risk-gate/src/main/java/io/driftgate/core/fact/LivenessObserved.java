package io.driftgate.core.fact;

/**
 * The declared liveness probe of a chain that may lawfully be quiet (semantics §5): sequencer or
 * batch progress. A chain without a probe counts as alive.
 *
 * @param chain whose
 * @param alive whether the probe succeeded
 * @param at when that was known
 */
public record LivenessObserved(ChainId chain, boolean alive, Stamp at) {}

package io.driftgate.core.order;

import io.driftgate.core.fact.Stamp;

/**
 * What the gate asked to be journalled before it opens is on the disk (semantics §6.6).
 *
 * @param ticket of an {@link io.driftgate.core.signal.Opening}; stands for all before it, too
 */
public record Journalled(long ticket, Stamp at) {}

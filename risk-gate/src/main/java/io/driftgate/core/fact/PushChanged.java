package io.driftgate.core.fact;

/**
 * A node's subscription was confirmed, or was lost or found silent.
 *
 * @param node whose
 * @param trusted whether heads may from now on be expected to arrive by themselves; while it holds,
 *     {@code behind} grows while nothing arrives (semantics §5)
 * @param at when
 */
public record PushChanged(NodeId node, boolean trusted, Stamp at) {}

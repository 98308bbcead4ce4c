package io.driftgate.core.fact;

/**
 * A header that was asked for because links were missing (semantics §3, jumps over heights). It
 * makes links known; the node that handed it out vouches for nothing by it.
 *
 * @param node who handed it out
 * @param head the header
 * @param received when the last byte was read
 */
public record HeaderFetched(NodeId node, Head head, Stamp received) {}

package io.driftgate.core.fact;

/**
 * A push connection answered a keep-alive check. It proves that the node lives, not that it has any
 * block: it renews data age and liveness and nothing else.
 *
 * @param node who answered
 * @param sentNanos monotonic time at which the check was written
 * @param received when the answer was read
 */
public record KeepAlive(NodeId node, long sentNanos, Stamp received) {}

package io.driftgate.collector.protocol;

/**
 * What is known of a node's chain beforehand.
 *
 * @param chainId as configured: what the node must answer with, in the protocol's own words
 * @param verifyHeaders whether hashes are recomputed where the protocol can
 */
public record Watched(String chainId, boolean verifyHeaders) {}

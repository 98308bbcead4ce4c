package io.driftgate.feed.lease;

/**
 * Nobody acts on what held before a restriction any more.
 *
 * @param market whose
 * @param version of the restriction
 * @param afterNanos from the restriction to this
 * @param acknowledged desks that held a grant and said that they had acted
 * @param expired desks whose grants ended instead
 */
public record Confirmation(
    String market, long version, long afterNanos, int acknowledged, int expired) {}

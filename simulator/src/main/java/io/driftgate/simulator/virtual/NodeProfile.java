package io.driftgate.simulator.virtual;

import io.driftgate.core.plan.NodePlan;

/**
 * A simulated node, beside what a plan says of it.
 *
 * @param plan as in the first plan of the seed
 * @param region where it, and its collector, are; 0 is the gate's own
 * @param push whether it has a subscription
 * @param pollNanos interval of polls
 * @param timeoutNanos of one poll
 * @param client the family that it names
 * @param latencyNanos how long a message takes at least
 */
record NodeProfile(
    NodePlan plan,
    int region,
    boolean push,
    long pollNanos,
    long timeoutNanos,
    String client,
    long latencyNanos) {}

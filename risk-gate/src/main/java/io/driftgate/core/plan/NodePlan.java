package io.driftgate.core.plan;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.Names;
import io.driftgate.core.fact.NodeId;

/**
 * One node.
 *
 * @param cluster empty for none
 * @param operator who runs it; empty for none, which counts as an operator of its own
 * @param family empty to take what the node says of itself
 * @param weight 0 (watched, not voting) to 1,000,000; default 1
 * @param livenessNanos past this silence it is UNKNOWN; default {@link #defaultLivenessNanos}
 * @param errorBarNanos the longest that a poll cycle may take, interval + timeout: no bound on
 *     {@code behind} may be tighter; 0 for a node that is push-fed
 */
public record NodePlan(
    NodeId id,
    ChainId chain,
    String cluster,
    String operator,
    String family,
    int weight,
    long livenessNanos,
    long errorBarNanos) {
  public static final int MAX_WEIGHT = 1_000_000;

  private static final long MIN_LIVENESS_NANOS = 2_000_000_000L;

  public NodePlan {
    checkIfNamed("cluster", cluster);
    checkIfNamed("operator", operator);
    checkIfNamed("family", family);
    if (weight < 0 || weight > MAX_WEIGHT) {
      throw new IllegalArgumentException("weight must be 0 to " + MAX_WEIGHT);
    }
    if (livenessNanos <= 0 || errorBarNanos < 0) {
      throw new IllegalArgumentException("liveness must be above 0, error bar not negative");
    }
  }

  private static void checkIfNamed(String what, String name) {
    if (!name.isEmpty()) {
      Names.check(what, name);
    }
  }

  /** Its family; while that is not configured, a name that no other node has. */
  public String familyOrItself() {
    return family.isEmpty() ? "node:" + id : family;
  }

  /**
   * max(3 × interval, timeout + 2 × interval, 2 s), semantics §2; with both taken for 73 years at
   * most.
   */
  public static long defaultLivenessNanos(long intervalNanos, long timeoutNanos) {
    long spare = Long.MAX_VALUE / 4;
    long interval = Math.min(intervalNanos, spare);
    long byPolls = Math.max(3 * interval, Math.min(timeoutNanos, spare) + 2 * interval);
    return Math.max(byPolls, MIN_LIVENESS_NANOS);
  }
}

package io.driftgate.core.signal;

import io.driftgate.core.fact.NodeId;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One exceeded bound, or one condition of a chain, that holds an output back (semantics §6.9).
 *
 * @param bound the bound's name, {@code policy/metric[@scope]}, or the condition's, e.g. {@code
 *     NO_QUORUM}
 * @param leg the market's leg, {@code chain:…}, {@code cluster:…} or {@code node:…}
 * @param metric the metric's name, or {@code condition}
 * @param value the measured value in {@code unit}; absent when there is none
 * @param threshold the threshold that was exceeded; absent for a condition
 * @param uncertainty half-open error of the value in {@code unit}: the truth lies between value and
 *     value + uncertainty
 * @param unit {@code ms}, {@code blocks}, {@code count}, {@code fraction}, or empty for a condition
 * @param nodes up to five nodes as evidence, worst first
 * @param note what else must be known of the value, e.g. that the wall clock is not to be believed;
 *     mostly empty
 */
public record Reason(
    String bound,
    String leg,
    String metric,
    OptionalDouble value,
    OptionalDouble threshold,
    OptionalDouble uncertainty,
    String unit,
    List<NodeId> nodes,
    String note) {
  /** The most nodes named as evidence. */
  public static final int MAX_NODES = 5;

  public Reason {
    nodes = List.copyOf(nodes);
  }

  /** A reason without a note. */
  public Reason(
      String bound,
      String leg,
      String metric,
      OptionalDouble value,
      OptionalDouble threshold,
      OptionalDouble uncertainty,
      String unit,
      List<NodeId> nodes) {
    this(bound, leg, metric, value, threshold, uncertainty, unit, nodes, "");
  }
}

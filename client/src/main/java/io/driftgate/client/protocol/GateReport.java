package io.driftgate.client.protocol;

import java.util.Collections;
import java.util.Map;

/**
 * How it goes with one gate, for people and metrics.
 *
 * @param gate its name
 * @param connected whether there is a connection
 * @param epoch the highest that was seen; −1 if none
 * @param terms for how long its word counts
 * @param counts how often what happened
 * @param lastReason why something was given up last, in our words; empty if nothing was
 */
public record GateReport(
    String gate,
    boolean connected,
    long epoch,
    GateTerms terms,
    Map<Counted, Long> counts,
    String lastReason) {
  public GateReport {
    counts = Collections.unmodifiableMap(counts);
  }
}

package io.driftgate.dashboards;

import java.util.Map;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/**
 * What the feed says of itself at one moment.
 *
 * @param subscribers clients on the feed
 * @param events how often what happened at its edges, by a word for each
 * @param refusals how many were turned away since the start, by reason
 * @param pendingBytes that wait for its clients
 * @param mostPendingBytes that ever waited for one
 * @param certificateExpiresMs when its TLS certificate ends, Unix milliseconds; empty without TLS
 * @param confirmationMicros from restrictions to the certainty that nobody ignores them
 * @param drillMicros from the decisions of drills to their arrival
 */
public record FeedFigures(
    int subscribers,
    Map<String, Long> events,
    Map<String, Long> refusals,
    long pendingBytes,
    long mostPendingBytes,
    OptionalLong certificateExpiresMs,
    Histogram confirmationMicros,
    Histogram drillMicros) {
  public FeedFigures {
    events = Map.copyOf(events);
    refusals = Map.copyOf(refusals);
  }
}

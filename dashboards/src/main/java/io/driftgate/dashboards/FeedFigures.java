package io.driftgate.dashboards;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What the feed says of itself at one moment.
 *
 * @param subscribers clients on the feed
 * @param events how often what happened at its edges, by a word for each
 * @param pendingBytes that wait for its clients
 * @param mostPendingBytes that ever waited for one
 * @param confirmationMicros from restrictions to the certainty that nobody ignores them
 * @param drillMicros from the decisions of drills to their arrival
 */
public record FeedFigures(
    int subscribers,
    Map<String, Long> events,
    long pendingBytes,
    long mostPendingBytes,
    Histogram confirmationMicros,
    Histogram drillMicros) {
  public FeedFigures {
    events = Map.copyOf(events);
  }
}

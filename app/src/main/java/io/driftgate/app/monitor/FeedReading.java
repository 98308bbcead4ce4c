package io.driftgate.app.monitor;

import io.driftgate.dashboards.FeedFigures;
import io.driftgate.feed.FeedServer;
import io.driftgate.feed.desk.FeedCounts;
import io.driftgate.feed.desk.Refusal;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** What the feed says of itself, in the words of {@code /metrics}. Any thread. */
final class FeedReading {
  private FeedReading() {}

  static FeedFigures of(FeedServer feed) {
    FeedCounts.Totals totals = feed.counts();
    return new FeedFigures(
        feed.subscribers(),
        events(totals),
        refusals(feed),
        totals.pendingBytes(),
        totals.mostPendingBytes(),
        feed.certificateExpiresMs(),
        feed.confirmationMicros(),
        feed.drillMicros());
  }

  private static Map<String, Long> refusals(FeedServer feed) {
    return Arrays.stream(Refusal.values()).collect(Collectors.toMap(Refusal::name, feed::refused));
  }

  private static Map<String, Long> events(FeedCounts.Totals totals) {
    return Map.of(
        "too_slow", totals.tooSlow(),
        "bad_frame", totals.badFrames(),
        "no_subscribe", totals.noSubscribes(),
        "acknowledged", totals.acknowledgements(),
        "resumed", totals.resumed(),
        "connection_refused", totals.refusedConnections(),
        "connection_tardy", totals.tardyConnections(),
        "read_refused", totals.refusedReads());
  }
}

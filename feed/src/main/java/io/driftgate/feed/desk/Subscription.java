package io.driftgate.feed.desk;

import io.driftgate.core.fact.MarketGlobs;
import io.driftgate.core.view.MarketRow;
import java.util.List;
import java.util.Set;

/**
 * What a desk asked to see.
 *
 * @param markets which markets
 * @param streams which streams
 * @param audience whether its gate frames are to be signed
 */
public record Subscription(MarketGlobs markets, Set<FeedStream> streams, Audience audience) {
  public Subscription {
    streams = Set.copyOf(streams);
  }

  /** As far as a pass shows it. */
  Subscription within(MarketGlobs shown) {
    return new Subscription(markets.within(shown), streams, audience);
  }

  /** Those of the rows that it sees, in their order. */
  public List<MarketRow> seen(List<MarketRow> rows) {
    return rows.stream().filter(row -> markets.sees(row.id().value())).toList();
  }
}

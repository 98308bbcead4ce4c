package io.driftgate.feed.desk;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.MarketGlobs;
import io.driftgate.core.view.MarketRow;
import io.driftgate.core.view.RowHashes;
import io.driftgate.feed.frame.GateHeader;
import io.driftgate.feed.frame.SnapshotJson;
import io.driftgate.feed.frame.WireFrame;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * All rows at one moment of the gate loop. Its frames are made once for all who see the same
 * markets. For any thread.
 */
public final class Snapshot {
  private static final int MAX_KEPT = 256;

  private final GateHeader header;
  private final List<MarketRow> rows;
  private final Map<Seen, WireFrame> frames = new ConcurrentHashMap<>();

  /** What a frame is made for. */
  private record Seen(MarketGlobs markets, Audience audience) {}

  /**
   * A snapshot.
   *
   * @param header of that moment
   * @param rows every market, in order of id
   */
  public Snapshot(GateHeader header, List<MarketRow> rows) {
    this.header = header;
    this.rows = List.copyOf(rows);
  }

  /** Every market, in order of id. */
  List<MarketRow> rows() {
    return rows;
  }

  /** The frame for a subscription, on the wire as {@code wired} makes it of the JSON. */
  public WireFrame frame(Subscription subscription, Function<byte[], WireFrame> wired) {
    if (frames.size() >= MAX_KEPT) {
      frames.clear();
    }
    return frames.computeIfAbsent(
        new Seen(subscription.markets(), subscription.audience()),
        seen -> wired.apply(json(subscription)));
  }

  private byte[] json(Subscription subscription) {
    List<MarketRow> seen = subscription.seen(rows);
    Hash viewHash = RowHashes.view(seen.stream().map(MarketRow::rowHash).toList());
    return SnapshotJson.frame(header, viewHash, seen);
  }
}

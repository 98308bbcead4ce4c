package io.driftgate.app.tail;

import io.driftgate.client.protocol.Change;
import io.driftgate.client.protocol.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The markets that were heard of, and since when each says what it says. At most {@link #MAX}: what
 * comes after them is not shown. For any thread.
 */
final class Watched {
  /** More than fit on any terminal. */
  static final int MAX = 10_000;

  private final Map<String, Entry> entries = new TreeMap<>();

  private record Entry(Permission permission, long sinceMs) {}

  /**
   * One line of the table.
   *
   * @param sinceMs Unix milliseconds
   * @param leftMs until its permission ends if nothing more is heard; −1 if it has no end
   */
  record Row(String market, Permission permission, long sinceMs, long leftMs) {}

  /** Notes what a market says; whether that is news. */
  synchronized boolean note(Change change, long wallMs) {
    Entry before = entries.get(change.market());
    boolean news = before == null || !before.permission().saysAs(change.now());
    if (before != null || entries.size() < MAX) {
      entries.put(change.market(), new Entry(change.now(), news ? wallMs : before.sinceMs()));
    }
    return news;
  }

  /** The table by this instant of the monotonic clock, in order of id. */
  synchronized List<Row> at(Judge judge, long nowNanos) {
    List<Row> rows = new ArrayList<>(entries.size());
    entries.forEach(
        (market, entry) -> {
          Permission now = judge.permission(market);
          rows.add(new Row(market, now, entry.sinceMs(), leftMs(now, nowNanos)));
        });
    return rows;
  }

  /** Says what holds at the moment of the call. */
  @FunctionalInterface
  interface Judge {
    Permission permission(String market);
  }

  private static long leftMs(Permission permission, long nowNanos) {
    return permission.untilNanos() == Permission.ENDLESS
        ? -1
        : Math.max(0, (permission.untilNanos() - nowNanos) / 1_000_000);
  }
}

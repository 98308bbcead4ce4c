package io.driftgate.bench.fan;

import io.driftgate.bench.fleet.ProcessFigures;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a desk costs that is subscribed and hears nothing, in a feed process of its own. */
final class IdleDesks {
  private static final Pattern ANSWER = Pattern.compile("desks (\\d+) heap (\\d+) direct (\\d+)");
  private static final int[] STEPS = {10, 1_000, 5_000};
  private static final int SETTLE_SECONDS = 3;
  private static final int BAR_BYTES = 16 << 10;
  private static final double BYTES_PER_MB = 1e6;
  private static final double KIB = 1_024;

  private IdleDesks() {}

  /**
   * What a process holds.
   *
   * @param desks that are subscribed
   * @param heap bytes after a collection
   * @param direct bytes of Netty's buffers outside of it
   * @param rss bytes that are resident, garbage's pages among them
   */
  record Held(int desks, long heap, long direct, long rss) {
    static Held of(String answer, long rss) {
      Matcher found = ANSWER.matcher(answer);
      if (!found.matches()) {
        throw new IllegalArgumentException(answer);
      }
      return new Held(
          Integer.parseInt(found.group(1)),
          Long.parseLong(found.group(2)),
          Long.parseLong(found.group(3)),
          rss);
    }

    /** Heap and direct buffers for each desk more than before. */
    double liveEach(Held before) {
      return (double) (heap + direct - before.heap - before.direct) / (desks - before.desks);
    }

    double rssEach(Held before) {
      return (double) (rss - before.rss) / (desks - before.desks);
    }
  }

  static void measure(Server feed, long leaseMs) throws IOException, InterruptedException {
    System.out.println("\nidle desks; the first ten are taken for none");
    try (Lane lane = Lane.open(feed, leaseMs, Optional.empty())) {
      Optional<Held> none = Optional.empty();
      int there = 0;
      for (int step : STEPS) {
        lane.add(step - there);
        there = step;
        TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
        lane.server().ask("");
        Held now =
            Held.of(
                lane.server().ask(""),
                Math.round(ProcessFigures.of(lane.server().pid()).rssMb() * BYTES_PER_MB));
        print(now, none.orElse(now));
        none = Optional.of(none.orElse(now));
      }
    }
  }

  private static void print(Held now, Held none) {
    System.out.printf(
        Locale.ROOT,
        "  %5d desks: heap %.1f MB after a collection, direct %.1f MB, RSS %.1f MB",
        now.desks(),
        now.heap() / BYTES_PER_MB,
        now.direct() / BYTES_PER_MB,
        now.rss() / BYTES_PER_MB);
    if (now.desks() > none.desks()) {
      System.out.printf(
          Locale.ROOT,
          "; each desk %.1f KiB live, %.1f KiB RSS; bar ≤ %d KiB: %s",
          now.liveEach(none) / KIB,
          now.rssEach(none) / KIB,
          BAR_BYTES >> 10,
          now.rssEach(none) <= BAR_BYTES ? "met" : "MISSED");
    }
    System.out.println();
  }
}

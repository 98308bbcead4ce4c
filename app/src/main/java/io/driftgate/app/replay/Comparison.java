package io.driftgate.app.replay;

import static java.util.stream.Collectors.groupingBy;

import io.driftgate.app.replay.Episodes.Episode;
import io.driftgate.app.replay.Episodes.Restriction;
import io.driftgate.core.fact.MarketId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which trips two configurations have in common. Two episodes of the same output of the same market
 * are one trip if they overlap; the first of B that overlaps one of A is its fellow.
 */
final class Comparison {
  /** Both tripped; a positive difference says that B did so later, in milliseconds. */
  record Pair(Episode a, Episode b) {
    double laterMs() {
      return (b.from().nanos() - a.from().nanos()) / 1e6;
    }
  }

  private record Output(int process, MarketId market, Restriction restriction) {
    static Output of(Episode episode) {
      return new Output(episode.process(), episode.market(), episode.restriction());
    }
  }

  private static final Comparator<Episode> ORDER =
      Comparator.comparingInt(Episode::process)
          .thenComparingLong(episode -> episode.from().nanos())
          .thenComparing(Episode::market)
          .thenComparing(Episode::restriction);

  private final List<Episode> onlyA = new ArrayList<>();
  private final List<Episode> onlyB;
  private final List<Pair> both = new ArrayList<>();

  Comparison(Episodes a, Episodes b) {
    onlyB = new ArrayList<>(b.all());
    onlyB.sort(ORDER);
    Set<Episode> matched = new HashSet<>();
    Map<Output, List<Episode>> ofB = onlyB.stream().collect(groupingBy(Output::of));
    for (Episode episode : a.all().stream().sorted(ORDER).toList()) {
      List<Episode> fellows =
          ofB.getOrDefault(Output.of(episode), List.of()).stream()
              .filter(other -> overlaps(episode, other))
              .toList();
      if (fellows.isEmpty()) {
        onlyA.add(episode);
      } else {
        both.add(new Pair(episode, fellows.get(0)));
        matched.addAll(fellows);
      }
    }
    onlyB.removeIf(matched::contains);
  }

  private static boolean overlaps(Episode a, Episode b) {
    return a.from().nanos() <= b.until().nanos() && b.from().nanos() <= a.until().nanos();
  }

  List<Episode> onlyA() {
    return onlyA;
  }

  List<Episode> onlyB() {
    return onlyB;
  }

  List<Pair> both() {
    return both;
  }
}

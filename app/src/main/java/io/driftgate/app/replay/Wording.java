package io.driftgate.app.replay;

import io.driftgate.core.fact.MarketId;
import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Quotes;
import io.driftgate.core.signal.Reason;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a replay found, in lines for people. */
final class Wording {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final double NANOS_PER_S = 1e9;
  private static final double NANOS_PER_DAY = 86_400 * NANOS_PER_S;
  private static final int MOST_SHOWN = 20;

  private Wording() {}

  static String time(long wallMs) {
    return TIME.format(Instant.ofEpochMilli(wallMs));
  }

  static String transition(String which, GateSignal signal) {
    return String.format(
        Locale.ROOT,
        "%s%s %s #%d %s → %s, %s → %s; %s; %s",
        which,
        time(signal.at().wallMs()),
        signal.market(),
        signal.version(),
        signal.quotesFrom(),
        signal.quotesTo(),
        signal.liquidationsFrom(),
        signal.liquidationsTo(),
        signal.reasons().stream().map(Wording::reason).collect(Collectors.joining(", ")),
        signal.cause().kind());
  }

  private static String reason(Reason reason) {
    StringBuilder text = new StringBuilder(reason.bound());
    reason.value().ifPresent(value -> text.append(' ').append(number(value)).append(reason.unit()));
    reason
        .threshold()
        .ifPresent(limit -> text.append(" (limit ").append(number(limit)).append(')'));
    return text.toString();
  }

  static String number(double value) {
    if (Double.isNaN(value)) {
      return "none";
    }
    if (Double.isInfinite(value)) {
      return "∞";
    }
    double shown = Math.abs(value) >= 100 ? Math.rint(value) : Math.rint(value * 1000) / 1000;
    return shown == Math.rint(shown)
        ? Long.toString((long) shown)
        : String.format(Locale.ROOT, "%.3f", shown).replaceAll("0+$", "");
  }

  static List<String> summary(String title, Tally tally) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        title
            + ": "
            + tally.transitions()
            + " transitions in "
            + duration(tally.spanNanos())
            + " of core time");
    lines.add(
        String.format(
            Locale.ROOT,
            "  %-24s %9s %9s %9s %9s %8s",
            "market",
            "open",
            "widen",
            "withdraw",
            "paused",
            "trips"));
    tally.markets().forEach((id, market) -> lines.add(market(id, market)));
    if (!tally.trips().isEmpty()) {
      lines.add("  trips per bound:");
      tally.trips().entrySet().stream()
          .sorted(
              Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                  .thenComparing(Map.Entry.comparingByKey()))
          .forEach(
              entry ->
                  lines.add(
                      String.format(Locale.ROOT, "  %8d  %s", entry.getValue(), entry.getKey())));
    }
    return lines;
  }

  private static String market(MarketId id, MarketTime market) {
    long all = 0;
    for (Quotes state : Quotes.values()) {
      all += market.nanosIn(state);
    }
    return String.format(
        Locale.ROOT,
        "  %-24s %9s %9s %9s %9s %8d",
        id,
        part(market.nanosIn(Quotes.OPEN), all),
        part(market.nanosIn(Quotes.WIDEN), all),
        part(market.nanosIn(Quotes.WITHDRAW), all),
        part(market.pausedNanos(), all),
        market.restrictions());
  }

  private static String part(long nanos, long all) {
    return all == 0 ? "-" : String.format(Locale.ROOT, "%.3f%%", 100.0 * nanos / all);
  }

  static String duration(long nanos) {
    long seconds = (long) (nanos / NANOS_PER_S);
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", nanos / NANOS_PER_S);
    }
    return seconds < 86_400
        ? String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60)
        : String.format(Locale.ROOT, "%.1f days", nanos / NANOS_PER_DAY);
  }

  static List<String> comparison(Comparison comparison) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("in both: " + comparison.both().size() + " trips");
    comparison.both().stream()
        .sorted(Comparator.comparingDouble(pair -> -Math.abs(pair.laterMs())))
        .limit(MOST_SHOWN)
        .forEach(pair -> lines.add("  " + pair(pair)));
    only(lines, "only in A", comparison.onlyA());
    only(lines, "only in B", comparison.onlyB());
    return lines;
  }

  private static String pair(Comparison.Pair pair) {
    double later = pair.laterMs();
    String how =
        later == 0
            ? "at the same time"
            : "B " + number(Math.abs(later)) + " ms " + (later > 0 ? "later" : "earlier");
    return episode(pair.a()) + "; " + how;
  }

  private static void only(List<String> lines, String title, List<Episodes.Episode> episodes) {
    lines.add(title + ": " + episodes.size() + " trips");
    episodes.stream().limit(MOST_SHOWN).forEach(episode -> lines.add("  " + episode(episode)));
    if (episodes.size() > MOST_SHOWN) {
      lines.add("  … (--json has all)");
    }
  }

  private static String episode(Episodes.Episode episode) {
    return String.format(
        Locale.ROOT,
        "%s %s %s for %s by %s",
        time(episode.from().wallMs()),
        episode.market(),
        episode.restriction(),
        duration(episode.until().nanos() - episode.from().nanos()),
        String.join(", ", episode.bounds()));
  }

  static List<String> suggestions(Suggestions suggestions) {
    double days = suggestions.spanNanos() / NANOS_PER_DAY;
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "bounds over %s; a threshold that trips N times a day was beyond what was seen where it"
                + " says >",
            duration(suggestions.spanNanos())));
    for (Suggestions.Bound bound : suggestions.bounds()) {
      lines.add("  " + bound.name() + " on " + bound.leg() + " (" + unit(bound.plan()) + ")");
      lines.add("    " + distribution(bound.track()));
      lines.add("    " + configured(bound, days));
      lines.add(
          "    "
              + Suggestions.RATES.stream()
                  .map(rate -> number(rate) + "/day: " + threshold(bound, rate * days))
                  .collect(Collectors.joining(", ")));
    }
    return lines;
  }

  private static String unit(BoundPlan plan) {
    return plan.metric().unit().key() + (plan.metric().lowIsBad() ? ", low is bad" : "");
  }

  private static String distribution(LevelTrack track) {
    return String.format(
        Locale.ROOT,
        "seen p50 %s, p90 %s, p99 %s, p99.9 %s, worst %s; without a value for %s",
        number(track.quantile(0.5)),
        number(track.quantile(0.9)),
        number(track.quantile(0.99)),
        number(track.quantile(0.999)),
        number(track.worst()),
        duration(track.nanosWithout()));
  }

  private static String configured(Suggestions.Bound bound, double days) {
    return "now "
        + List.of(
                Optional.of("widen").flatMap(n -> now(n, bound, bound.plan().widen(), days)),
                Optional.of("withdraw").flatMap(n -> now(n, bound, bound.plan().withdraw(), days)),
                Optional.of("pauseLiquidations")
                    .flatMap(n -> now(n, bound, bound.plan().pauseLiquidations(), days)))
            .stream()
            .flatMap(Optional::stream)
            .collect(Collectors.joining(", "));
  }

  private static Optional<String> now(
      String name, Suggestions.Bound bound, Optional<Ratio> limit, double days) {
    return limit.map(
        ratio -> {
          double value = ratio.toDouble() / bound.plan().metric().unit().inside();
          double rate = days == 0 ? 0 : bound.track().tripsAt(value) / days;
          return name + " " + number(value) + " (" + number(rate) + "/day)";
        });
  }

  private static String threshold(Suggestions.Bound bound, double trips) {
    double level = bound.track().threshold(trips);
    if (Double.isNaN(level)) {
      return "no threshold";
    }
    return (trips < 1 ? "> " : "") + number(level);
  }
}

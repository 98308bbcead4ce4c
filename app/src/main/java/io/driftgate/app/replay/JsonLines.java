package io.driftgate.app.replay;

import io.driftgate.app.replay.Episodes.Episode;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Quotes;
import io.driftgate.journal.Payloads;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;

/** What a replay found, one JSON object a line. */
final class JsonLines {
  private static final double NANOS_PER_MS = 1e6;
  private static final double NANOS_PER_DAY = 86_400e9;

  private JsonLines() {}

  private static JsonObject line(String type) {
    return new JsonObject().put("type", type);
  }

  /** As it stands in the journal, with what orders it. */
  static JsonObject transition(String which, GateSignal signal) {
    JsonObject line =
        line("transition")
            .put("epoch", signal.epoch())
            .put("seq", signal.seq())
            .put("atMs", signal.at().wallMs())
            .put("atNanos", signal.at().nanos())
            .put("market", signal.market().value())
            .mergeIn(new JsonObject(Buffer.buffer(Payloads.transition(signal).payload().get())));
    return which.isEmpty() ? line : line.put("configuration", which);
  }

  static JsonObject summary(String which, Tally tally) {
    JsonObject markets = new JsonObject();
    tally.markets().forEach((id, market) -> markets.put(id.value(), market(market)));
    JsonObject line =
        line("summary")
            .put("transitions", tally.transitions())
            .put("spanMs", tally.spanNanos() / NANOS_PER_MS)
            .put("markets", markets)
            .put("tripsPerBound", new JsonObject().mergeIn(bounds(tally)));
    return which.isEmpty() ? line : line.put("configuration", which);
  }

  private static JsonObject bounds(Tally tally) {
    JsonObject bounds = new JsonObject();
    tally.trips().forEach(bounds::put);
    return bounds;
  }

  private static JsonObject market(MarketTime market) {
    JsonObject line = new JsonObject();
    for (Quotes state : Quotes.values()) {
      line.put(state.name().toLowerCase(Locale.ROOT) + "Ms", market.nanosIn(state) / NANOS_PER_MS);
    }
    return line.put("pausedMs", market.pausedNanos() / NANOS_PER_MS)
        .put("trips", market.restrictions());
  }

  static JsonObject live(LiveReplay replay) {
    return line("live")
        .put("equal", replay.compared())
        .put("notCompared", replay.uncompared())
        .put("firstDifference", replay.difference().orElse(null));
  }

  static JsonObject comparison(Comparison comparison) {
    JsonArray both = new JsonArray();
    comparison
        .both()
        .forEach(pair -> both.add(episode(pair.a()).put("laterInBMs", pair.laterMs())));
    return line("comparison")
        .put("both", both)
        .put("onlyA", episodes(comparison.onlyA()))
        .put("onlyB", episodes(comparison.onlyB()));
  }

  private static JsonArray episodes(Iterable<Episode> episodes) {
    JsonArray all = new JsonArray();
    episodes.forEach(episode -> all.add(episode(episode)));
    return all;
  }

  private static JsonObject episode(Episode episode) {
    return new JsonObject()
        .put("market", episode.market().value())
        .put("restriction", episode.restriction().name().toLowerCase(Locale.ROOT))
        .put("fromMs", episode.from().wallMs())
        .put("untilMs", episode.until().wallMs())
        .put("bounds", new JsonArray(episode.bounds()));
  }

  static JsonObject suggestion(Suggestions suggestions, Suggestions.Bound bound) {
    double days = suggestions.spanNanos() / NANOS_PER_DAY;
    LevelTrack track = bound.track();
    JsonObject perDay = new JsonObject();
    Suggestions.RATES.forEach(
        rate -> perDay.put(Wording.number(rate), finite(track.threshold(rate * days))));
    return line("suggestion")
        .put("bound", bound.name())
        .put("leg", bound.leg().toString())
        .put("unit", bound.plan().metric().unit().key())
        .put("lowIsBad", bound.plan().metric().lowIsBad())
        .put("days", days)
        .put("p50", finite(track.quantile(0.5)))
        .put("p90", finite(track.quantile(0.9)))
        .put("p99", finite(track.quantile(0.99)))
        .put("p999", finite(track.quantile(0.999)))
        .put("worst", finite(track.worst()))
        .put("widen", threshold(bound, bound.plan().widen()))
        .put("withdraw", threshold(bound, bound.plan().withdraw()))
        .put("pauseLiquidations", threshold(bound, bound.plan().pauseLiquidations()))
        .put("thresholdPerDay", perDay);
  }

  private static Object threshold(Suggestions.Bound bound, Optional<Ratio> limit) {
    return limit
        .<Object>map(ratio -> ratio.toDouble() / bound.plan().metric().unit().inside())
        .orElse(null);
  }

  /** JSON has no infinity. */
  private static Object finite(double value) {
    return Double.isFinite(value) ? (Object) value : null;
  }
}

package io.driftgate.feed.rest;

import io.driftgate.core.GateView;
import io.driftgate.core.view.HistogramQuery;
import io.driftgate.core.view.HistogramQuery.Recorded;
import io.driftgate.core.view.HistogramQuery.Scope;
import io.driftgate.core.view.HistogramQuery.Window;
import io.driftgate.feed.desk.FeedClock;
import io.driftgate.feed.frame.HistogramJson;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * {@code /v1/histograms}. {@code decision} needs no scope, and its windows reach back over the
 * transitions that are kept.
 */
final class HistogramsRoute {
  private static final String DECISION = "decision";
  private static final String METRICS = "arrival.drift, finality.lag, round.trip or decision";
  private static final String SCOPES =
      "node:NAME, cluster:NAME, family:NAME, operator:NAME or chain:NAME";

  private final GateReads reads;
  private final GateView view;
  private final History history;
  private final FeedClock clock;

  HistogramsRoute(GateReads reads, GateView view, History history, FeedClock clock) {
    this.reads = reads;
    this.view = view;
    this.history = history;
    this.clock = clock;
  }

  void mount(Router router) {
    router.get("/v1/histograms").handler(this::handle);
  }

  private void handle(RoutingContext request) {
    try {
      Query query = new Query(request.queryParams());
      Window window = window(query);
      if (query.text("metric").equals(Optional.of(DECISION))) {
        answer(
            request,
            () -> Optional.of(decisions(window, Eyes.of(request, view))),
            HistogramJson.Unit.MS);
      } else {
        HistogramQuery asked = query(query, window);
        answer(request, () -> read(asked, Eyes.of(request, view)), unit(asked.metric()));
      }
    } catch (Query.WrongParameter e) {
      Problem.send(request.response(), 400, e.getMessage());
    }
  }

  private void answer(
      RoutingContext request, Supplier<Optional<Histogram>> read, HistogramJson.Unit unit) {
    reads.read(
        request,
        read,
        found ->
            found.ifPresentOrElse(
                histogram -> Answers.json(request, HistogramJson.of(histogram, unit)),
                () ->
                    Problem.send(
                        request.response(),
                        404,
                        "nothing is recorded for scope '"
                            + Problem.echo(request.queryParams().get("scope"))
                            + "'; /v1/nodes and /v1/chains list the names")));
  }

  private Optional<Histogram> read(HistogramQuery asked, Eyes eyes) {
    return eyes.sees(asked.scope(), asked.target()) ? view.histogram(asked) : Optional.empty();
  }

  private Histogram decisions(Window window, Eyes eyes) {
    Histogram all = history.decisions();
    if (window == Window.ALL && eyes.markets().seesAll()) {
      return all;
    }
    all.reset();
    long now = clock.nanos();
    List<PastTransition> kept = history.transitions();
    kept.stream()
        .filter(one -> window == Window.ALL || now - one.atNanos() <= window.nanos())
        .filter(one -> eyes.sees(one.market()))
        .forEach(one -> all.recordValue(one.decisionMicros()));
    return all;
  }

  static HistogramQuery query(Query query, Window window) throws Query.WrongParameter {
    Recorded metric = metric(query.text("metric").orElse(""));
    String scope = query.text("scope").orElse("");
    int colon = scope.indexOf(':');
    Optional<Scope> over =
        Arrays.stream(Scope.values())
            .filter(one -> colon > 0 && key(one).equals(scope.substring(0, colon)))
            .findFirst();
    if (over.isEmpty() || colon + 1 == scope.length()) {
      throw new Query.WrongParameter("scope", SCOPES);
    }
    if (metric == Recorded.FINALITY_LAG && over.get() != Scope.CHAIN) {
      throw new Query.WrongParameter("scope", "chain:NAME for finality.lag");
    }
    return new HistogramQuery(metric, over.get(), scope.substring(colon + 1), window);
  }

  private static Recorded metric(String text) throws Query.WrongParameter {
    return switch (text) {
      case "arrival.drift" -> Recorded.ARRIVAL_DRIFT;
      case "finality.lag" -> Recorded.FINALITY_LAG;
      case "round.trip" -> Recorded.ROUND_TRIP;
      default -> throw new Query.WrongParameter("metric", METRICS);
    };
  }

  private static Window window(Query query) throws Query.WrongParameter {
    return switch (query.text("window").orElse("all")) {
      case "1m" -> Window.ONE_MINUTE;
      case "5m" -> Window.FIVE_MINUTES;
      case "1h" -> Window.ONE_HOUR;
      case "all" -> Window.ALL;
      default -> throw new Query.WrongParameter("window", "1m, 5m, 1h or all");
    };
  }

  private static HistogramJson.Unit unit(Recorded metric) {
    return switch (metric) {
      case ARRIVAL_DRIFT, ROUND_TRIP -> HistogramJson.Unit.MS;
      case FINALITY_LAG -> HistogramJson.Unit.BLOCKS;
    };
  }

  private static String key(Scope scope) {
    return scope.name().toLowerCase(Locale.ROOT);
  }
}

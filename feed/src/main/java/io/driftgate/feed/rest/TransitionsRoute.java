package io.driftgate.feed.rest;

import io.driftgate.core.GateView;
import io.driftgate.core.fact.MarketGlobs;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.view.MarketRow;
import io.driftgate.feed.frame.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code /v1/transitions}: the last ones of this process, the newest last.
 *
 * <p>With {@code since} those with a greater {@code seq} from there on, and {@code next} to go on
 * with while there are more: {@code since=0} walks all that is kept. Without it the newest ones.
 * {@code epoch} and {@code keptSince} tell who walks whether anything was missed: another process
 * counts anew, and what is older than is kept is gone.
 */
final class TransitionsRoute {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1_000;

  private final GateReads reads;
  private final GateView view;
  private final History history;

  TransitionsRoute(GateReads reads, GateView view, History history) {
    this.reads = reads;
    this.view = view;
    this.history = history;
  }

  /** What is asked. */
  record Ask(Optional<String> market, OptionalLong since, int limit) {
    static Ask of(Query query) throws Query.WrongParameter {
      Optional<String> market = query.text("market");
      if (market.isPresent() && !MarketGlobs.isGlob(market.get())) {
        throw new Query.WrongParameter("market", "a market's id, or a pattern with *");
      }
      OptionalLong since = query.whole("since", 0, Long.MAX_VALUE);
      return new Ask(market, since, (int) query.whole("limit", 1, MAX_LIMIT).orElse(DEFAULT_LIMIT));
    }

    /** A market's id rather than a pattern. */
    Optional<MarketId> single() {
      return market.filter(name -> !name.contains("*")).map(MarketId::new);
    }
  }

  /**
   * What is there to answer with.
   *
   * @param kept of the markets that the caller sees
   * @param keptSince the lowest {@code since} after which no transition of any market is lost
   */
  record Past(List<PastTransition> kept, long epoch, long keptSince) {}

  /** What is answered. */
  record Page(List<PastTransition> items, OptionalLong next) {
    static Page of(List<PastTransition> kept, Ask ask) {
      MarketGlobs markets =
          ask.market().map(glob -> new MarketGlobs(List.of(glob))).orElse(MarketGlobs.ALL);
      long since = ask.since().orElse(0);
      List<PastTransition> found =
          kept.stream()
              .filter(one -> one.seq() > since && markets.sees(one.market().value()))
              .toList();
      if (found.size() <= ask.limit()) {
        return new Page(found, OptionalLong.empty());
      }
      if (ask.since().isEmpty()) {
        return new Page(
            found.subList(found.size() - ask.limit(), found.size()), OptionalLong.empty());
      }
      List<PastTransition> first = found.subList(0, ask.limit());
      return new Page(first, OptionalLong.of(first.get(first.size() - 1).seq()));
    }
  }

  void mount(Router router) {
    router.get("/v1/transitions").handler(this::handle);
  }

  private void handle(RoutingContext request) {
    try {
      Ask ask = Ask.of(new Query(request.queryParams()));
      reads.read(
          request, () -> read(ask, Eyes.of(request, view)), found -> answer(request, ask, found));
    } catch (Query.WrongParameter e) {
      Problem.send(request.response(), 400, e.getMessage());
    }
  }

  /** Empty for a market that is not there. */
  private Optional<Past> read(Ask ask, Eyes eyes) {
    Optional<MarketId> single = ask.single();
    Optional<MarketRow> row = single.flatMap(view::market).filter(eyes::sees);
    if (single.isPresent() && row.isEmpty()) {
      return Optional.empty();
    }
    List<PastTransition> all = history.transitions();
    long keptSince = all.isEmpty() ? view.seq() : all.get(0).seq() - 1;
    List<PastTransition> seen = all.stream().filter(one -> eyes.sees(one.market())).toList();
    return Optional.of(new Past(seen, view.epoch(), keptSince));
  }

  private static void answer(RoutingContext request, Ask ask, Optional<Past> found) {
    if (found.isEmpty()) {
      String detail = "parameter 'market' must be one that /v1/markets lists, or a pattern with *";
      Problem.send(request.response(), 400, detail);
    } else {
      Answers.json(request, body(Page.of(found.get().kept(), ask), found.get()));
    }
  }

  static byte[] body(Page page, Past past) {
    return Json.object(
        json -> {
          json.writeArrayFieldStart("items");
          for (PastTransition item : page.items()) {
            json.writeRawValue(item.frame().json());
          }
          json.writeEndArray();
          json.writeNumberField("epoch", past.epoch());
          json.writeNumberField("keptSince", past.keptSince());
          if (page.next().isPresent()) {
            json.writeNumberField("next", page.next().getAsLong());
          }
        });
  }
}

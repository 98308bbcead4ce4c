package io.driftgate.feed.rest;

import io.driftgate.core.GateView;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeId;
import io.driftgate.feed.frame.ChainJson;
import io.driftgate.feed.frame.MarketJson;
import io.driftgate.feed.frame.NodeJson;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** {@code /v1/markets}, {@code /v1/chains}, {@code /v1/nodes}, all of them or one by its id. */
final class ViewRoutes {
  private final GateReads reads;
  private final GateView view;
  private final NodeLists nodes;

  ViewRoutes(GateReads reads, GateView view, NodeLists nodes) {
    this.reads = reads;
    this.view = view;
    this.nodes = nodes;
  }

  void mount(Router router) {
    Kind<MarketId> market = new Kind<>("market", MarketId::new);
    Kind<ChainId> chain = new Kind<>("chain", ChainId::new);
    Kind<NodeId> node = new Kind<>("node", NodeId::new);
    mount(
        router,
        market,
        who -> Future.succeededFuture(seen(view.markets(), who::sees)),
        (who, id) -> view.market(id).filter(who::sees),
        MarketJson::write);
    mount(
        router,
        chain,
        who -> Future.succeededFuture(seen(view.chains(), who.sight()::seesChain)),
        (who, id) -> view.chain(id).filter(who.sight()::seesChain),
        ChainJson::write);
    mount(
        router,
        node,
        who -> nodes.read().map(all -> seen(all, who.sight()::seesNode)),
        (who, id) -> view.node(id).filter(who.sight()::seesNode),
        NodeJson::write);
  }

  private static <T> List<T> seen(List<T> all, Predicate<T> who) {
    return all.stream().filter(who).toList();
  }

  /** What is listed under {@code /v1/} name + s. */
  private record Kind<K>(String name, Function<String, K> key) {
    Optional<K> parse(String id) {
      try {
        return Optional.of(key.apply(id));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
  }

  private <K, T> void mount(
      Router router,
      Kind<K> kind,
      Function<Eyes, Future<List<T>>> all,
      BiFunction<Eyes, K, Optional<T>> one,
      Answers.Encoder<T> encoder) {
    String path = "/v1/" + kind.name() + "s";
    router
        .get(path)
        .handler(
            request ->
                reads.readInTurns(
                    request,
                    () -> all.apply(Eyes.of(request, view)),
                    rows -> Answers.items(request, rows, encoder)));
    router
        .get(path + "/:id")
        .handler(
            request -> {
              Optional<K> id = kind.parse(request.pathParam("id"));
              reads.read(
                  request,
                  () -> id.flatMap(key -> one.apply(Eyes.of(request, view), key)),
                  found -> answer(request, kind.name(), found, encoder));
            });
  }

  private static <T> void answer(
      RoutingContext request, String name, Optional<T> found, Answers.Encoder<T> encoder) {
    if (found.isPresent()) {
      Answers.item(request, found.get(), encoder);
    } else {
      String id = Problem.echo(request.pathParam("id"));
      String detail = "no %s '%s'; /v1/%ss lists them".formatted(name, id, name);
      Problem.send(request.response(), 404, detail);
    }
  }
}

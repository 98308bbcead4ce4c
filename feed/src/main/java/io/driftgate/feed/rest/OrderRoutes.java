package io.driftgate.feed.rest;

import io.driftgate.core.GateOrders;
import io.driftgate.core.GateView;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.order.DrainOrder;
import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.view.MarketRow;
import io.driftgate.core.view.NodeView;
import io.driftgate.feed.desk.FeedClock;
import io.driftgate.feed.desk.FeedCounts;
import io.driftgate.feed.frame.MarketJson;
import io.driftgate.feed.frame.NodeJson;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST} and {@code DELETE} of {@code /v1/markets/{id}/override} and {@code
 * /v1/nodes/{id}/drain}. The answer is the market or node as it is after the order. Built on any
 * thread; handlers run on server loops, orders on the gate loop.
 */
public final class OrderRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(OrderRoutes.class);

  private final GateReads turns;
  private final GateView view;
  private final GateOrders orders;
  private final Supplier<Stamp> judge;
  private final FeedClock clock;
  private final OrderBodies bodies;

  /**
   * Calls {@code view}, {@code orders} and {@code judge} on the gate loop only.
   *
   * @param judge reads the clock and applies due deadlines to the gate
   */
  public OrderRoutes(
      Vertx vertx, Context gateLoop, GateView view, GateOrders orders, Supplier<Stamp> judge) {
    this.turns = new GateReads(vertx, gateLoop, new FeedCounts());
    this.view = view;
    this.orders = orders;
    this.judge = judge;
    this.clock = FeedClock.SYSTEM;
    this.bodies = new OrderBodies();
  }

  /** Adds the routes. */
  public void mount(Router router) {
    bodies.mount(router, "/v1/markets/:id/override", this::override, this::liftOverride);
    bodies.mount(router, "/v1/nodes/:id/drain", this::drain, this::liftDrain);
  }

  private void override(RoutingContext request, Operator operator, OrderFields fields) {
    Optional<OrderForm.Restriction> form = OrderForm.override(fields, clock.wallMs());
    if (form.isEmpty()) {
      OrderBodies.mistaken(request, fields);
    } else {
      OrderForm.Restriction asked = form.get();
      String who = operator.signs(asked.grounds().who());
      onMarket(
          request,
          operator,
          (market, at) ->
              new OverrideOrder(
                  market,
                  asked.kind(),
                  asked.quotes(),
                  asked.liquidations(),
                  who,
                  asked.grounds().why(),
                  at.nanos() + TimeUnit.MILLISECONDS.toNanos(asked.forMs()),
                  at));
    }
  }

  private void liftOverride(RoutingContext request, Operator operator, OrderFields fields) {
    Optional<OrderForm.Grounds> form = OrderForm.lift(fields);
    if (form.isEmpty()) {
      OrderBodies.mistaken(request, fields);
    } else {
      String who = operator.signs(form.get().who());
      onMarket(
          request, operator, (market, at) -> OverrideOrder.lift(market, who, form.get().why(), at));
    }
  }

  private void onMarket(
      RoutingContext request, Operator operator, BiFunction<MarketId, Stamp, OverrideOrder> order) {
    Optional<MarketId> market =
        Ids.parse(request.pathParam("id"), MarketId::new)
            .filter(id -> operator.markets().sees(id.value()));
    turns.read(
        request,
        () -> market.flatMap(id -> ordered(id, order)),
        row -> {
          if (row.isPresent()) {
            Answers.item(request, row.get(), MarketJson::write);
          } else {
            notThere(request, "market");
          }
        });
  }

  private Optional<MarketRow> ordered(
      MarketId market, BiFunction<MarketId, Stamp, OverrideOrder> order) {
    if (view.market(market).isPresent()) {
      OverrideOrder given = order.apply(market, judge.get());
      LOG.info("ordered: {}", given);
      orders.onOverride(given);
    }
    return view.market(market);
  }

  private void drain(RoutingContext request, Operator operator, OrderFields fields) {
    Optional<OrderForm.Drain> form = OrderForm.drain(fields, clock.wallMs());
    if (form.isEmpty()) {
      OrderBodies.mistaken(request, fields);
    } else {
      OrderForm.Drain asked = form.get();
      String who = operator.signs(asked.grounds().who());
      onNode(
          request,
          operator,
          (node, at) ->
              new DrainOrder(
                  node,
                  who,
                  asked.grounds().why(),
                  at.nanos() + TimeUnit.MILLISECONDS.toNanos(asked.forMs()),
                  at));
    }
  }

  private void liftDrain(RoutingContext request, Operator operator, OrderFields fields) {
    Optional<OrderForm.Grounds> form = OrderForm.lift(fields);
    if (form.isEmpty()) {
      OrderBodies.mistaken(request, fields);
    } else {
      String who = operator.signs(form.get().who());
      onNode(request, operator, (node, at) -> DrainOrder.lift(node, who, form.get().why(), at));
    }
  }

  private void onNode(
      RoutingContext request, Operator operator, BiFunction<NodeId, Stamp, DrainOrder> order) {
    if (!operator.seesAll()) {
      Problem.send(
          request.response(), 403, "this needs a token for all markets: it changes their quorums");
      return;
    }
    Optional<NodeId> node = Ids.parse(request.pathParam("id"), NodeId::new);
    turns.read(
        request,
        () -> node.flatMap(id -> ordered(id, order)),
        found -> {
          if (found.isEmpty()) {
            notThere(request, "node");
          } else if (found.get().refused()) {
            Problem.send(
                request.response(),
                409,
                "without it fewer than quorum.minNodes voters are left on its chain; put another"
                    + " one back first");
          } else {
            Answers.item(request, found.get().node(), NodeJson::write);
          }
        });
  }

  /** What became of a drain. */
  private record Drained(NodeView node, boolean refused) {}

  private Optional<Drained> ordered(NodeId node, BiFunction<NodeId, Stamp, DrainOrder> order) {
    if (view.node(node).isEmpty()) {
      return Optional.empty();
    }
    DrainOrder given = order.apply(node, judge.get());
    LOG.info("ordered: {}", given);
    orders.onDrain(given);
    boolean wanted = given.untilNanos() > given.at().nanos();
    return view.node(node)
        .map(after -> new Drained(after, wanted && !after.flags().contains(NodeFlag.DRAINED)));
  }

  private static void notThere(RoutingContext request, String kind) {
    String id = Problem.echo(request.pathParam("id"));
    Problem.send(
        request.response(), 404, "no %s '%s'; /v1/%ss lists them".formatted(kind, id, kind));
  }
}

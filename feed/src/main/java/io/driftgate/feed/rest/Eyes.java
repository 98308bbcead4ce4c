package io.driftgate.feed.rest;

import io.driftgate.core.GateView;
import io.driftgate.core.fact.MarketGlobs;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.view.HistogramQuery;
import io.driftgate.core.view.MarketRow;
import io.driftgate.core.view.NodeView;
import io.driftgate.feed.desk.Sight;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the one who asks may see. What it may not is to it as if it were not there. Gate loop only.
 */
record Eyes(GateView view, MarketGlobs markets, Sight sight) {
  static Eyes of(RoutingContext request, GateView view) {
    MarketGlobs markets = RouteGuard.caller(request).markets();
    Sight sight = markets.seesAll() ? Sight.ALL : Sight.of(markets, view.markets());
    return new Eyes(view, markets, sight);
  }

  boolean sees(MarketId market) {
    return markets.sees(market.value());
  }

  boolean sees(MarketRow row) {
    return sees(row.id());
  }

  /** A family and an operator are of many chains: whoever sees them sees all. */
  boolean sees(HistogramQuery.Scope scope, String target) {
    return sight.isAll()
        || switch (scope) {
          case CHAIN ->
              view.chains().stream()
                  .anyMatch(one -> one.id().value().equals(target) && sight.seesChain(one));
          case NODE ->
              nodes().anyMatch(one -> one.id().value().equals(target) && sight.seesNode(one));
          case CLUSTER ->
              nodes().anyMatch(one -> one.cluster().equals(target) && sight.seesNode(one));
          case FAMILY, OPERATOR -> false;
        };
  }

  /** Looked at one after the other, up to the one that is searched. */
  private Stream<NodeView> nodes() {
    return view.nodeIds().stream().map(view::node).flatMap(Optional::stream);
  }
}

package io.driftgate.core.gate;

import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.view.MarketRow;
import io.driftgate.core.view.MarketRow.Headroom;
import io.driftgate.core.view.OverrideView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A market put into a value that may travel. */
final class Rows {
  private static final long NANOS_PER_MS = 1_000_000;

  private Rows() {}

  static MarketRow of(MarketGate market, Demands demands, long nowNanos) {
    return new MarketRow(
        market.id(),
        market.version(),
        market.quotes(),
        market.liquidations(),
        demands.pauseOnUnknown(),
        market.sinceMs(),
        List.copyOf(market.reasons(nowNanos)),
        demands.legs().stream().map(Leg::view).toList(),
        headroom(demands, nowNanos),
        demands.override().map(Rows::of),
        market.rowHash());
  }

  private static Optional<Headroom> headroom(Demands demands, long nowNanos) {
    return demands.legs().stream()
        .flatMap(leg -> leg.bounds().stream())
        .flatMap(bound -> bound.headroom(nowNanos).stream())
        .max(Comparator.comparingDouble(Headroom::ratio));
  }

  private static OverrideView of(OverrideOrder order) {
    return new OverrideView(
        order.kind(),
        order.quotes(),
        order.liquidations(),
        order.who(),
        order.why(),
        untilMs(order));
  }

  /** Each term in milliseconds first: an override may last till the end of time. */
  private static long untilMs(OverrideOrder order) {
    long lastsMs =
        Math.floorDiv(order.untilNanos(), NANOS_PER_MS)
            - Math.floorDiv(order.at().nanos(), NANOS_PER_MS);
    return order.at().wallMs() + lastsMs;
  }
}

package io.driftgate.hooks.hyperliquid;

import io.driftgate.hooks.http.VenueAnswer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was last read of the owner's open orders and of the instruments' numbers, so that a
 * withdrawal need not wait for a reading before it cancels. Edge loop.
 */
final class HyperliquidBook {
  /** A spot pair that has no name. */
  private static final Pattern SPOT = Pattern.compile("@([0-9]{1,6})");

  private static final String FIRST_SPOT = "PURR/USDC";
  private static final int SPOT_BASE = 10_000;

  private Map<String, Integer> assets = Map.of();
  private List<OpenOrder> orders = List.of();

  boolean knowsAssets() {
    return !assets.isEmpty();
  }

  List<OpenOrder> orders() {
    return orders;
  }

  /** Takes a reading; false if it is none. */
  boolean readOrders(VenueAnswer answer) {
    Optional<List<OpenOrder>> read = HyperliquidAnswers.openOrders(answer);
    read.ifPresent(list -> orders = list);
    return read.isPresent();
  }

  /** Takes a reading; false if it is none. */
  boolean readAssets(VenueAnswer answer) {
    Optional<Map<String, Integer>> read = HyperliquidAnswers.assets(answer);
    read.ifPresent(map -> assets = map);
    return read.isPresent();
  }

  void forget(List<OpenOrder> gone) {
    orders = orders.stream().filter(order -> !gone.contains(order)).toList();
  }

  /** The number of an instrument; empty: none that is known. */
  OptionalInt asset(String coin) {
    Integer perpetual = assets.get(coin);
    if (perpetual != null) {
      return OptionalInt.of(perpetual);
    }
    if (coin.equals(FIRST_SPOT)) {
      return OptionalInt.of(SPOT_BASE);
    }
    Matcher spot = SPOT.matcher(coin);
    return spot.matches()
        ? OptionalInt.of(SPOT_BASE + Integer.parseInt(spot.group(1)))
        : OptionalInt.empty();
  }
}

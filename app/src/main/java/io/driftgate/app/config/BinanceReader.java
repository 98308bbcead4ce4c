package io.driftgate.app.config;

import io.driftgate.hooks.binance.BinanceSettings;
import io.driftgate.hooks.binance.BinanceSettings.Reach;
import io.driftgate.hooks.binance.BinanceSettings.Timer;
import io.driftgate.hooks.binance.BinanceVenue;
import io.driftgate.hooks.http.Symbols;
import java.util.Optional;

/** Reads hooks of kind {@code binance-usdm}. */
final class BinanceReader {
  private BinanceReader() {}

  static Optional<HookPlan.Maker> read(VenueSection hook) {
    return settings(hook)
        .map(
            settings ->
                (vertx, wallMs, nanos) -> {
                  BinanceVenue venue = new BinanceVenue(vertx, settings, wallMs);
                  return new HookPlan.Made(
                      venue.hook(), settings.deadMan().map(timer -> venue.deadMan(nanos)));
                });
  }

  static Optional<BinanceSettings> settings(VenueSection hook) {
    Optional<VenueSection.Access> access =
        hook.access("https://fapi.binance.com", "https://testnet.binancefuture.com");
    Optional<Symbols> symbols = hook.symbols(false);
    Optional<Reach> reach = reach(hook);
    Optional<Timer> deadMan = hook.deadMan().flatMap(BinanceReader::deadMan);
    if (access.isEmpty() || symbols.isEmpty()) {
      return Optional.empty();
    }
    VenueSection.Access to = access.get();
    deadMan.ifPresent(
        timer ->
            hook.takeTimers(
                symbols.get().names().stream()
                    .map(symbol -> "binance-usdm " + symbol + " " + to.key())
                    .toList()));
    return Optional.of(
        new BinanceSettings(to.endpoint(), to.key(), to.secret(), symbols.get(), reach, deadMan));
  }

  /** All orders of the symbols, by one request, unless some are told apart. */
  private static Optional<Reach> reach(VenueSection hook) {
    Optional<String> prefix = hook.text("clientIdPrefix", BinanceReader::prefix);
    boolean reduceOnly = hook.flag("spareReduceOnly", false);
    return prefix.isPresent() || reduceOnly
        ? Optional.of(new Reach(prefix.orElse(""), reduceOnly))
        : Optional.empty();
  }

  private static String prefix(String text) {
    if (!text.matches("[.A-Za-z0-9:/_-]{1,36}")) {
      throw new IllegalArgumentException(
          "does not begin a client order id, which has 1 to 36 letters, digits and . : / _ -");
    }
    return text;
  }

  private static Optional<Timer> deadMan(Section deadMan) {
    VenueSection.noUrl(deadMan);
    return DeadManReader.timer(
        deadMan, ms -> new BinanceSettings.CountdownMs((int) ms), Timer::new);
  }
}

package io.driftgate.app.config;

import io.driftgate.hooks.bitmex.BitmexSettings;
import io.driftgate.hooks.bitmex.BitmexSettings.Reach;
import io.driftgate.hooks.bitmex.BitmexSettings.Timer;
import io.driftgate.hooks.bitmex.BitmexVenue;
import io.driftgate.hooks.http.Symbols;
import java.util.List;
import java.util.Optional;

/** Reads hooks of kind {@code bitmex}. */
final class BitmexReader {
  private BitmexReader() {}

  static Optional<HookPlan.Maker> read(VenueSection hook) {
    return settings(hook)
        .map(
            settings ->
                (vertx, wallMs, nanos) -> {
                  BitmexVenue venue = new BitmexVenue(vertx, settings, wallMs);
                  return new HookPlan.Made(
                      venue.hook(), settings.deadMan().map(timer -> venue.deadMan(nanos)));
                });
  }

  static Optional<BitmexSettings> settings(VenueSection hook) {
    Optional<VenueSection.Access> access =
        hook.access("https://www.bitmex.com", "https://testnet.bitmex.com");
    Optional<Symbols> symbols = hook.symbols(true);
    Optional<Reach> reach = reach(hook);
    Optional<Timer> deadMan = hook.deadMan().flatMap(BitmexReader::deadMan);
    if (access.isEmpty() || symbols.isEmpty()) {
      return Optional.empty();
    }
    VenueSection.Access to = access.get();
    deadMan.ifPresent(timer -> hook.takeTimers(List.of("bitmex " + to.key())));
    return Optional.of(
        new BitmexSettings(to.endpoint(), to.key(), to.secret(), symbols.get(), reach, deadMan));
  }

  /** All orders of the symbols, by one request, unless some are told apart. */
  private static Optional<Reach> reach(VenueSection hook) {
    Optional<String> prefix = hook.text("clientIdPrefix", BitmexReader::prefix);
    boolean stops = hook.flag("spareStops", false);
    boolean reduceOnly = hook.flag("spareReduceOnly", false);
    return prefix.isPresent() || stops || reduceOnly
        ? Optional.of(new Reach(prefix.orElse(""), stops, reduceOnly))
        : Optional.empty();
  }

  private static String prefix(String text) {
    if (!text.matches("[!-~]{1,36}")) {
      throw new IllegalArgumentException(
          "does not begin a clOrdID, which has 1 to 36 visible characters");
    }
    return text;
  }

  private static Optional<Timer> deadMan(Section deadMan) {
    VenueSection.noUrl(deadMan);
    return DeadManReader.timer(deadMan, ms -> new BitmexSettings.TimeoutMs((int) ms), Timer::new);
  }
}

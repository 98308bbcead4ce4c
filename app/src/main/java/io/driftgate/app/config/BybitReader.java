package io.driftgate.app.config;

import io.driftgate.hooks.bybit.BybitSettings;
import io.driftgate.hooks.bybit.BybitSettings.By;
import io.driftgate.hooks.bybit.BybitSettings.Category;
import io.driftgate.hooks.bybit.BybitSettings.Disconnect;
import io.driftgate.hooks.bybit.BybitSettings.Orders;
import io.driftgate.hooks.bybit.BybitSettings.Product;
import io.driftgate.hooks.bybit.BybitVenue;
import io.driftgate.hooks.http.Endpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads hooks of kind {@code bybit}. */
final class BybitReader {
  private static final List<String> CATEGORIES =
      Arrays.stream(Category.values()).map(one -> one.name().toLowerCase(Locale.ROOT)).toList();

  private BybitReader() {}

  static Optional<HookPlan.Maker> read(VenueSection hook) {
    return settings(hook)
        .map(
            settings ->
                (vertx, wallMs, nanos) -> {
                  BybitVenue venue = new BybitVenue(vertx, settings, wallMs);
                  return new HookPlan.Made(
                      venue.hook(), settings.deadMan().map(timer -> venue.deadMan(nanos)));
                });
  }

  static Optional<BybitSettings> settings(VenueSection hook) {
    Optional<VenueSection.Access> access =
        hook.access("https://api.bybit.com", "https://api-testnet.bybit.com");
    Optional<Category> category =
        hook.mustOneOf("category", "category", CATEGORIES)
            .map(word -> Category.valueOf(word.toUpperCase(Locale.ROOT)));
    List<Orders> cancels = cancels(hook, category.orElse(Category.LINEAR));
    Optional<Disconnect> deadMan =
        hook.deadMan()
            .flatMap(section -> category.flatMap(of -> deadMan(hook, section, product(of))));
    if (access.isEmpty() || category.isEmpty() || cancels.isEmpty()) {
      return Optional.empty();
    }
    VenueSection.Access to = access.get();
    deadMan.ifPresent(of -> hook.takeTimers(List.of("bybit " + of.product() + " " + to.key())));
    return Optional.of(new BybitSettings(to.endpoint(), to.key(), to.secret(), cancels, deadMan));
  }

  private static List<Orders> cancels(VenueSection hook, Category category) {
    List<Orders> cancels = new ArrayList<>();
    cancels.addAll(hook.names("symbols", name -> orders(category, By.SYMBOL, name)));
    cancels.addAll(hook.names("baseCoins", name -> orders(category, By.BASE_COIN, name)));
    cancels.addAll(hook.names("settleCoins", name -> orders(category, By.SETTLE_COIN, name)));
    if (List.of("symbols", "baseCoins", "settleCoins").stream().noneMatch(hook::has)) {
      hook.must("symbols", "[BTCUSDT], or name settleCoins or baseCoins");
    }
    if (category == Category.SPOT && hook.has("settleCoins")) {
      hook.report("settleCoins", "is not looked at for spot; name symbols or baseCoins");
    }
    return cancels;
  }

  private static Orders orders(Category category, By by, String name) {
    return new Orders(category, by, VenueSection.instrument(name));
  }

  /** Whose orders the venue's switch is for. */
  private static Product product(Category category) {
    return switch (category) {
      case LINEAR, INVERSE -> Product.DERIVATIVES;
      case OPTION -> Product.OPTIONS;
      case SPOT -> Product.SPOT;
    };
  }

  private static Optional<Disconnect> deadMan(VenueSection hook, Section deadMan, Product product) {
    Optional<Endpoint> socket =
        hook.endpoint(
            deadMan,
            "wss://stream.bybit.com/v5/private",
            "wss://stream-testnet.bybit.com/v5/private");
    return DeadManReader.connection(deadMan, BybitSettings.WindowSeconds::new)
        .flatMap(window -> socket.map(at -> new Disconnect(at, product, window)));
  }
}

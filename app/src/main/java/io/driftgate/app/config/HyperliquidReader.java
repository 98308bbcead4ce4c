package io.driftgate.app.config;

import io.driftgate.hooks.http.Endpoint;
import io.driftgate.hooks.http.Secret;
import io.driftgate.hooks.hyperliquid.HyperliquidSettings;
import io.driftgate.hooks.hyperliquid.HyperliquidSettings.Network;
import io.driftgate.hooks.hyperliquid.HyperliquidSettings.Reach;
import io.driftgate.hooks.hyperliquid.HyperliquidSettings.Timer;
import io.driftgate.hooks.hyperliquid.HyperliquidVenue;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads hooks of kind {@code hyperliquid}. */
final class HyperliquidReader {
  /** How many points secp256k1 has: private keys are below it. */
  private static final BigInteger ORDER =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

  private HyperliquidReader() {}

  static Optional<HookPlan.Maker> read(VenueSection hook) {
    return settings(hook)
        .map(
            settings ->
                (vertx, wallMs, nanos) -> {
                  HyperliquidVenue venue = new HyperliquidVenue(vertx, settings, wallMs);
                  return new HookPlan.Made(
                      venue.hook(), settings.deadMan().map(timer -> venue.deadMan(nanos)));
                });
  }

  static Optional<HyperliquidSettings> settings(VenueSection hook) {
    Optional<Endpoint> endpoint =
        hook.endpoint("https://api.hyperliquid.xyz", "https://api.hyperliquid-testnet.xyz");
    Optional<String> account =
        hook.mustText("account", "\"0x…\", the address whose orders", HyperliquidReader::address);
    Optional<String> vault = hook.text("vault", HyperliquidReader::address);
    Optional<Secret> key = hook.secret("secret", HyperliquidReader::privateKey);
    Optional<Reach> reach = reach(hook);
    Optional<Timer> deadMan = hook.deadMan().flatMap(HyperliquidReader::deadMan);
    deadMan.ifPresent(
        timer ->
            vault
                .or(() -> account)
                .ifPresent(
                    of -> hook.takeTimers(List.of("hyperliquid " + of.toLowerCase(Locale.ROOT)))));
    Network network = hook.testnet() ? Network.TESTNET : Network.MAINNET;
    if (endpoint.isEmpty() || account.isEmpty() || key.isEmpty() || reach.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new HyperliquidSettings(
            endpoint.get(), network, account.get(), key.get(), vault, reach.get(), deadMan));
  }

  private static String address(String text) {
    if (!text.matches("0x[0-9a-fA-F]{40}")) {
      throw new IllegalArgumentException("is no address; write 0x and 40 hexadecimal digits");
    }
    return text;
  }

  private static Secret privateKey(String text) {
    String digits = text.startsWith("0x") ? text.substring(2) : text;
    if (!digits.matches("[0-9a-fA-F]{64}")) {
      throw new IllegalArgumentException(
          "is no private key; it has 64 hexadecimal digits, with or without 0x before them");
    }
    byte[] bytes = HexFormat.of().parseHex(digits);
    BigInteger number = new BigInteger(1, bytes);
    if (number.signum() == 0 || number.compareTo(ORDER) >= 0) {
      throw new IllegalArgumentException("is no private key of secp256k1; make another");
    }
    return Secret.of(bytes);
  }

  private static Optional<Reach> reach(VenueSection hook) {
    hook.must("symbols", "[BTC], or [\"*\"] for all");
    boolean every = hook.isEvery("symbols");
    List<String> coins = every ? List.of() : hook.names("symbols", HyperliquidReader::coin);
    String prefix = hook.text("clientIdPrefix", HyperliquidReader::prefix).orElse("");
    boolean stops = hook.flag("spareStops", true);
    boolean reduceOnly = hook.flag("spareReduceOnly", false);
    return every || !coins.isEmpty()
        ? Optional.of(new Reach(Set.copyOf(coins), prefix, stops, reduceOnly))
        : Optional.empty();
  }

  /** Perpetuals as BTC, spot as PURR/USDC or @107. */
  private static String coin(String text) {
    if (!text.matches("[A-Za-z0-9@._:/-]{1,64}")) {
      throw new IllegalArgumentException("is not the name of a coin at the venue");
    }
    return text;
  }

  private static String prefix(String text) {
    return new Reach(Set.of(), text, false, false).cloidPrefix();
  }

  private static Optional<Timer> deadMan(Section deadMan) {
    VenueSection.noUrl(deadMan);
    return DeadManReader.timer(deadMan, HyperliquidSettings.Ahead::new, Timer::new);
  }
}

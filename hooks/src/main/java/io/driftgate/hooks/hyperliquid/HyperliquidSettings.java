package io.driftgate.hooks.hyperliquid;

import io.driftgate.hooks.http.Endpoint;
import io.driftgate.hooks.http.Rhythm;
import io.driftgate.hooks.http.Secret;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One account at Hyperliquid.
 *
 * @param endpoint {@code https://api.hyperliquid.xyz}
 * @param account whose orders: {@code 0x} and 40 digits. The account itself, not an API wallet
 * @param key of the account or of an API wallet approved by it, 32 bytes
 * @param vault a vault or subaccount on whose behalf the key signs, and whose orders it then is
 * @param reach what a withdrawal cancels
 * @param deadMan empty: none
 */
public record HyperliquidSettings(
    Endpoint endpoint,
    Network network,
    String account,
    Secret key,
    Optional<String> vault,
    Reach reach,
    Optional<Timer> deadMan) {
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{40}");

  public HyperliquidSettings {
    account = address(account);
    vault = vault.map(HyperliquidSettings::address);
  }

  /** Whose orders are read and cancelled. */
  String owner() {
    return vault.orElse(account);
  }

  private static String address(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!ADDRESS.matcher(lower).matches()) {
      throw new IllegalArgumentException("an address is 0x and 40 hexadecimal digits");
    }
    return lower;
  }

  /** Which chain a signature is for. */
  public enum Network {
    MAINNET("a"),
    TESTNET("b");

    private final String source;

    Network(String source) {
      this.source = source;
    }

    String source() {
      return source;
    }
  }

  /**
   * Which open orders are quotes.
   *
   * @param coins as the venue names them; empty: all
   * @param cloidPrefix how the client order id of a quote begins, from {@code 0x} on; empty: quotes
   *     need none
   * @param sparesTriggers whether stops and take-profits survive
   * @param sparesReduceOnly whether orders that can only reduce a position survive
   */
  public record Reach(
      Set<String> coins, String cloidPrefix, boolean sparesTriggers, boolean sparesReduceOnly) {
    private static final Pattern PREFIX = Pattern.compile("(0x[0-9a-f]{1,32})?");

    public Reach {
      coins = Set.copyOf(coins);
      cloidPrefix = cloidPrefix.toLowerCase(Locale.ROOT);
      if (!PREFIX.matcher(cloidPrefix).matches()) {
        throw new IllegalArgumentException("a client order id begins with 0x and digits");
      }
    }

    boolean has(OpenOrder order) {
      return (coins.isEmpty() || coins.contains(order.coin()))
          && order.cloid().startsWith(cloidPrefix)
          && !(sparesTriggers && order.trigger())
          && !(sparesReduceOnly && order.reduceOnly());
    }
  }

  /** When to set the time again, and how far ahead it is set. */
  public record Timer(long periodMs, Ahead ahead) {
    public Timer {
      new Rhythm(periodMs, ahead.ms());
    }

    Rhythm rhythm() {
      return new Rhythm(periodMs, ahead.ms());
    }
  }

  /**
   * How far ahead of now everything is cancelled.
   *
   * @param ms at least the venue's five seconds and one for the way there; at most ten minutes
   */
  public record Ahead(long ms) {
    private static final long MIN_MS = 6_000;
    private static final long MAX_MS = 600_000;

    public Ahead {
      if (ms < MIN_MS || ms > MAX_MS) {
        throw new IllegalArgumentException(
            "ahead by " + MIN_MS + " to " + MAX_MS + " ms, not " + ms);
      }
    }
  }
}

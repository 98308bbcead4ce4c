package io.driftgate.hooks.binance;

import io.driftgate.hooks.http.Endpoint;
import io.driftgate.hooks.http.KeyText;
import io.driftgate.hooks.http.Rhythm;
import io.driftgate.hooks.http.Secret;
import io.driftgate.hooks.http.Symbols;
import java.util.Optional;

/**
 * One account at Binance USDⓈ-M futures.
 *
 * @param endpoint {@code https://fapi.binance.com}
 * @param apiKey of a key that may trade futures
 * @param symbols whose orders a withdrawal cancels; the venue has no request for all. Conditional
 *     orders (stops, take-profits) are the venue's Algo Service's since December 2025 and are not
 *     reached
 * @param reach which of their orders; empty: all, which takes one request instead of several
 * @param deadMan empty: none. A timer for each of the symbols
 */
public record BinanceSettings(
    Endpoint endpoint,
    String apiKey,
    Secret secret,
    Symbols symbols,
    Optional<Reach> reach,
    Optional<Timer> deadMan) {
  public BinanceSettings {
    KeyText.check("an API key", apiKey);
    if (symbols.all()) {
      throw new IllegalArgumentException("the venue cancels by symbol: they have to be named");
    }
  }

  /**
   * Which open orders are quotes.
   *
   * @param clientIdPrefix how their client order id begins; empty: any
   * @param sparesReduceOnly whether orders that can only reduce a position survive
   */
  public record Reach(String clientIdPrefix, boolean sparesReduceOnly) {
    boolean has(BinanceOrder order) {
      return order.clientOrderId().startsWith(clientIdPrefix)
          && !(sparesReduceOnly && order.reduceOnly());
    }
  }

  /** When the timers are set anew, and how long they run; the venue advises 30 s and 120 s. */
  public record Timer(long periodMs, CountdownMs countdown) {
    public Timer {
      new Rhythm(periodMs, countdown.value());
    }

    Rhythm rhythm() {
      return new Rhythm(periodMs, countdown.value());
    }
  }

  /**
   * The {@code countdownTime} of {@code countdownCancelAll}, of which 0 would disarm it.
   *
   * @param value milliseconds, from 5,000 to 600,000; the bounds are ours, the venue looks about
   *     every 10 ms
   */
  public record CountdownMs(int value) {
    private static final int MIN = 5_000;
    private static final int MAX = 600_000;

    public CountdownMs {
      if (value < MIN || value > MAX) {
        throw new IllegalArgumentException(
            "a countdown is " + MIN + " to " + MAX + " ms, not " + value);
      }
    }
  }
}

package io.driftgate.hooks.bitmex;

import io.driftgate.hooks.http.Endpoint;
import io.driftgate.hooks.http.KeyText;
import io.driftgate.hooks.http.Rhythm;
import io.driftgate.hooks.http.Secret;
import io.driftgate.hooks.http.Symbols;
import java.util.Optional;

/**
 * One account at BitMEX.
 *
 * @param endpoint {@code https://www.bitmex.com}
 * @param keyId of a key with the permission {@code orderCancel}, which is enough for all this, or
 *     {@code order}
 * @param symbols whose orders a withdrawal cancels
 * @param reach which of their orders; empty: all, stops too, which takes one request instead of
 *     several
 * @param deadMan empty: none. It is the account's, of every symbol
 */
public record BitmexSettings(
    Endpoint endpoint,
    String keyId,
    Secret secret,
    Symbols symbols,
    Optional<Reach> reach,
    Optional<Timer> deadMan) {

  public BitmexSettings {
    KeyText.check("a key id", keyId);
  }

  /**
   * Which open orders are quotes.
   *
   * @param clientIdPrefix how their {@code clOrdID} begins; empty: any
   * @param sparesTriggers whether orders that wait for a price survive, as stops do
   * @param sparesReduceOnly whether orders that can only reduce or close a position survive
   */
  public record Reach(String clientIdPrefix, boolean sparesTriggers, boolean sparesReduceOnly) {
    boolean has(BitmexOrder order) {
      return order.clOrdId().startsWith(clientIdPrefix)
          && !(sparesTriggers && order.trigger())
          && !(sparesReduceOnly && order.reduceOnly());
    }
  }

  /** When the timer is set anew, and how long it runs; the venue advises 15 s and 60 s. */
  public record Timer(long periodMs, TimeoutMs timeout) {
    public Timer {
      new Rhythm(periodMs, timeout.value());
    }

    Rhythm rhythm() {
      return new Rhythm(periodMs, timeout.value());
    }
  }

  /**
   * The {@code timeout} of {@code cancelAllAfter}, of which 0 would disarm it.
   *
   * @param value milliseconds, from 5,000 to 600,000; the bounds are ours
   */
  public record TimeoutMs(int value) {
    private static final int MIN = 5_000;
    private static final int MAX = 600_000;

    public TimeoutMs {
      if (value < MIN || value > MAX) {
        throw new IllegalArgumentException(
            "a timeout is " + MIN + " to " + MAX + " ms, not " + value);
      }
    }
  }
}

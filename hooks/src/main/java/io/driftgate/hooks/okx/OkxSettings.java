package io.driftgate.hooks.okx;

import io.driftgate.hooks.http.Endpoint;
import io.driftgate.hooks.http.KeyText;
import io.driftgate.hooks.http.Rhythm;
import io.driftgate.hooks.http.Secret;
import io.driftgate.hooks.http.Symbols;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One account at OKX.
 *
 * @param endpoint {@code https://www.okx.com}
 * @param apiKey of a key with the permission to trade
 * @param passphrase that was chosen with the key
 * @param demo whether the key is for demo trading
 * @param orders which orders are read and cancelled; empty: none
 * @param families option families whose market-maker-protection orders are cancelled at once
 * @param deadMan empty: none
 */
public record OkxSettings(
    Endpoint endpoint,
    String apiKey,
    Secret secret,
    Secret passphrase,
    boolean demo,
    Optional<Reach> orders,
    List<Family> families,
    Optional<Timer> deadMan) {
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9]{0,16}");
  private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9]{0,32}");

  public OkxSettings {
    KeyText.check("an API key", apiKey);
    KeyText.check("a passphrase", passphrase.revealText());
    families = List.copyOf(families);
    if (orders.isEmpty() && families.isEmpty()) {
      throw new IllegalArgumentException("nothing to cancel");
    }
  }

  /**
   * Which open orders are quotes. Stops and other algo orders are in a list of their own at the
   * venue and are never reached.
   *
   * @param symbols their instruments
   * @param tag the tag that they bear; empty: any
   * @param clientIdPrefix how their client order id begins; empty: any
   * @param sparesReduceOnly whether orders that can only reduce a position survive
   */
  public record Reach(
      Symbols symbols, String tag, String clientIdPrefix, boolean sparesReduceOnly) {
    public Reach {
      if (!TAG.matcher(tag).matches() || !CLIENT_ID.matcher(clientIdPrefix).matches()) {
        throw new IllegalArgumentException("a tag or client order id has letters and digits only");
      }
    }

    boolean has(PendingOrder order) {
      return (symbols.all() || symbols.names().contains(order.instId()))
          && (tag.isEmpty() || tag.equals(order.tag()))
          && order.clOrdId().startsWith(clientIdPrefix)
          && !(sparesReduceOnly && order.reduceOnly());
    }
  }

  /**
   * An option family, as {@code BTC-USD}.
   *
   * @param lockMs for how long new orders are refused after; 0 to 10,000
   */
  public record Family(String name, int lockMs) {
    private static final int MAX_LOCK_MS = 10_000;

    public Family {
      Symbols.of(List.of(name));
      if (lockMs < 0 || lockMs > MAX_LOCK_MS) {
        throw new IllegalArgumentException("a lock is 0 to " + MAX_LOCK_MS + " ms, not " + lockMs);
      }
    }
  }

  /**
   * When the timer is set anew, how long it runs, and whose orders go.
   *
   * @param periodMs at least 1,000: the venue takes one a second
   * @param tag empty: the whole account's; otherwise those of a tag, of which it keeps 20 at most
   */
  public record Timer(long periodMs, TimeOutSeconds timeOut, String tag) {
    private static final int MIN_PERIOD_MS = 1000;

    public Timer {
      new Rhythm(periodMs, timeOut.ms());
      if (periodMs < MIN_PERIOD_MS || !TAG.matcher(tag).matches()) {
        throw new IllegalArgumentException("a refresh more than once a second, or no tag");
      }
    }

    Rhythm rhythm() {
      return new Rhythm(periodMs, timeOut.ms());
    }
  }

  /**
   * The {@code timeOut} of {@code cancel-all-after}, of which 0 would disarm it.
   *
   * @param value seconds, from 10 to 120, as the venue has it
   */
  public record TimeOutSeconds(int value) {
    private static final int MIN = 10;
    private static final int MAX = 120;

    public TimeOutSeconds {
      if (value < MIN || value > MAX) {
        throw new IllegalArgumentException(
            "a timeOut is " + MIN + " to " + MAX + " seconds, not " + value);
      }
    }

    long ms() {
      return 1000L * value;
    }
  }
}

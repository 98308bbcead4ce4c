package io.driftgate.hooks.bybit;

import io.driftgate.hooks.http.Endpoint;
import io.driftgate.hooks.http.KeyText;
import io.driftgate.hooks.http.Rhythm;
import io.driftgate.hooks.http.Secret;
import io.driftgate.hooks.http.Symbols;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One account at Bybit.
 *
 * @param endpoint {@code https://api.bybit.com}
 * @param apiKey of a key with the permission to trade orders
 * @param cancels what a withdrawal cancels
 * @param deadMan empty: none
 */
public record BybitSettings(
    Endpoint endpoint,
    String apiKey,
    Secret secret,
    List<Orders> cancels,
    Optional<Disconnect> deadMan) {
  public BybitSettings {
    KeyText.check("an API key", apiKey);
    cancels = List.copyOf(cancels);
    if (cancels.isEmpty()) {
      throw new IllegalArgumentException("nothing to cancel");
    }
  }

  /** Sorts of instruments. */
  public enum Category {
    LINEAR,
    INVERSE,
    OPTION,
    SPOT;

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** By what orders are named. */
  public enum By {
    SYMBOL("symbol"),
    BASE_COIN("baseCoin"),
    SETTLE_COIN("settleCoin");

    private final String key;

    By(String key) {
      this.key = key;
    }

    String key() {
      return key;
    }
  }

  /**
   * Orders that are cancelled together: active ones only, so that stops and take-profits survive
   * where the venue tells them apart (not for options, which have none).
   *
   * @param name of a symbol or of a coin
   */
  public record Orders(Category category, By by, String name) {
    public Orders {
      Symbols.of(List.of(name));
    }
  }

  /**
   * Disconnection protect: a window after the last private connection that subscribes to it has
   * gone. It has to be enabled for the account by the venue.
   *
   * @param socket {@code wss://stream.bybit.com/v5/private}
   */
  public record Disconnect(Endpoint socket, Product product, WindowSeconds window) {
    private static final int PERIODS = 3;
    private static final long LONGEST_PERIOD_MS = 20_000;

    /** How often it is refreshed: often enough for the window, and for the venue's own pings. */
    Rhythm rhythm() {
      long periodMs = Math.min(LONGEST_PERIOD_MS, window.ms() / PERIODS);
      return new Rhythm(periodMs, window.ms());
    }
  }

  /** Whose orders go, as the request and as the topic name them. */
  public enum Product {
    OPTIONS("dcp.option"),
    DERIVATIVES("dcp.future"),
    SPOT("dcp.spot");

    private final String topic;

    Product(String topic) {
      this.topic = topic;
    }

    String topic() {
      return topic;
    }
  }

  /**
   * The {@code timeWindow} of {@code disconnected-cancel-all}.
   *
   * @param value seconds, from 3 to 300, as the venue has it
   */
  public record WindowSeconds(int value) {
    private static final int MIN = 3;
    private static final int MAX = 300;

    public WindowSeconds {
      if (value < MIN || value > MAX) {
        throw new IllegalArgumentException(
            "a window is " + MIN + " to " + MAX + " seconds, not " + value);
      }
    }

    long ms() {
      return 1000L * value;
    }
  }
}

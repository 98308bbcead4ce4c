package io.driftgate.hooks.deribit;

import io.driftgate.hooks.http.Endpoint;
import io.driftgate.hooks.http.KeyText;
import io.driftgate.hooks.http.Secret;
import java.util.List;
import java.util.Optional;

/**
 * One account at Deribit.
 *
 * @param endpoint {@code wss://www.deribit.com/ws/api/v2}
 * @param clientId of a key with {@code trade:read_write}, and {@code account:read_write} where
 *     there is a dead-man
 * @param cancels what a withdrawal cancels
 * @param freezeQuotes whether new quotes are refused for one second after each
 * @param deadMan empty: none
 */
public record DeribitSettings(
    Endpoint endpoint,
    String clientId,
    Secret clientSecret,
    List<DeribitCancel> cancels,
    boolean freezeQuotes,
    Optional<Disconnect> deadMan) {

  public DeribitSettings {
    cancels = List.copyOf(cancels);
    if (cancels.isEmpty()) {
      throw new IllegalArgumentException("nothing to cancel");
    }
    KeyText.check("a client id", clientId);
  }

  /**
   * Cancel on disconnect: no timer, but a connection of its own that is kept while it is refreshed,
   * and cut or left to be cut when it is not.
   *
   * @param scope whose orders go
   * @param heartbeat after which silence the venue asks, and after how much more it cuts
   */
  public record Disconnect(Scope scope, HeartbeatSeconds heartbeat) {}

  /** What {@code private/enable_cancel_on_disconnect} is told. */
  public enum Scope {
    /** Orders that came over this very connection: ours, which places none. */
    CONNECTION("connection"),
    /** From now on each new connection of the account begins with it, for the orders it places. */
    ACCOUNT("account");

    private final String key;

    Scope(String key) {
      this.key = key;
    }

    String key() {
      return key;
    }
  }

  /**
   * The interval of {@code public/set_heartbeat}.
   *
   * @param value at least 10, the venue's minimum; at most 3600
   */
  public record HeartbeatSeconds(int value) {
    private static final int MIN = 10;
    private static final int MAX = 3600;

    public HeartbeatSeconds {
      if (value < MIN || value > MAX) {
        throw new IllegalArgumentException(
            "a heartbeat is " + MIN + " to " + MAX + " seconds, not " + value);
      }
    }

    long ms() {
      return 1000L * value;
    }
  }
}

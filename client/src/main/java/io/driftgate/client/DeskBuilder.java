package io.driftgate.client;

import io.driftgate.client.protocol.DeskRules;
import io.driftgate.client.protocol.GateKeys;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** What a desk needs to know. Only a gate must be named. */
public final class DeskBuilder {
  private static final Duration MAX_HOLD = Duration.ofMinutes(5);
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final List<DeskOptions.Gate> gates = new ArrayList<>();
  private OptionalInt needed = OptionalInt.empty();
  private List<String> markets = List.of();
  private Optional<Supplier<String>> token = Optional.empty();
  private Optional<SSLContext> tls = Optional.empty();
  private Duration maxHold = MAX_HOLD;
  private Duration connectLimit = CONNECT;
  private Optional<DeskListener> listener = Optional.empty();
  private boolean acknowledges = true;

  DeskBuilder() {}

  /** A gate, such as {@code wss://gate-a:8080/v1/feed}, whose frames are protected by TLS alone. */
  public DeskBuilder gate(String address) {
    return gate(address, Map.of());
  }

  /**
   * A gate that signs its frames.
   *
   * @param keys pinned Ed25519 public keys by key id: base64 of 32 bytes, or PEM; what the gate
   *     itself says of its keys is not believed
   */
  public DeskBuilder gate(String address, Map<String, String> keys) {
    URI uri = URI.create(address);
    if (!Set.of("ws", "wss").contains(uri.getScheme()) || uri.getHost() == null) {
      throw new IllegalArgumentException("a gate's address is ws://HOST:PORT/v1/feed or wss://…");
    }
    if (uri.getRawUserInfo() != null || uri.getRawQuery() != null) {
      throw new IllegalArgumentException("a gate's address has no user and no query");
    }
    gates.add(new DeskOptions.Gate(uri, new GateKeys(keys)));
    return this;
  }

  /** How many gates must have an unexpired lease. Default: 1 of 1, 2 of 2, else more than half. */
  public DeskBuilder needed(int count) {
    needed = OptionalInt.of(count);
    return this;
  }

  /** Globs of the markets to see, {@code *} being the wildcard. Default: all. */
  public DeskBuilder markets(String... globs) {
    markets = List.of(globs);
    return this;
  }

  /** The bearer token, asked for before each connection, so that it may change. Never logged. */
  public DeskBuilder token(Supplier<String> bearer) {
    token = Optional.of(bearer);
    return this;
  }

  /** Trust, and a client certificate where gates want one. Default: the JDK's trust store. */
  public DeskBuilder tls(SSLContext context) {
    tls = Optional.of(context);
    return this;
  }

  /** How long what a gate last forbade counts after its lease has ended. Default: 5 minutes. */
  public DeskBuilder maxHold(Duration duration) {
    maxHold = duration;
    return this;
  }

  /** How long a connection, and then the gate's first frame, may take. Default: 5 seconds. */
  public DeskBuilder connectLimit(Duration duration) {
    connectLimit = duration;
    return this;
  }

  /** Who is told of changes. Default: nobody, and then nothing is acknowledged by itself. */
  public DeskBuilder listener(DeskListener told) {
    listener = Optional.of(told);
    return this;
  }

  /** A listener's return says nothing; {@link Desk#acknowledge} does. */
  public DeskBuilder acknowledgeByHand() {
    acknowledges = false;
    return this;
  }

  /**
   * Starts a desk, which connects by itself and goes on trying. Until gates have granted, all is
   * withdrawn.
   *
   * @throws IllegalArgumentException if something named does not fit
   */
  public Desk open() {
    boolean plain = gates.stream().anyMatch(gate -> isPlain(gate.address()));
    if (token.isPresent() && plain) {
      throw new IllegalArgumentException("a token may go over wss://, or to this machine, alone");
    }
    DeskOptions options =
        new DeskOptions(
            List.copyOf(gates),
            needed.orElse(DeskRules.neededOf(gates.size())),
            markets,
            token,
            tls,
            nanos("maxHold", maxHold, true),
            nanos("connectLimit", connectLimit, false),
            listener,
            acknowledges && listener.isPresent());
    return new Desk(options);
  }

  private static boolean isPlain(URI address) {
    return address.getScheme().equals("ws") && !LOOPBACK.contains(address.getHost());
  }

  private static long nanos(String name, Duration duration, boolean zero) {
    if (duration.isNegative() || (duration.isZero() && !zero) || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(name + " must be positive and at most a day");
    }
    return duration.toNanos();
  }
}

package io.driftgate.hooks.http;

import io.vertx.core.net.TrustOptions;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Where a venue is.
 *
 * @param path of a WebSocket; empty where each request names its own
 * @param trust whose certificates are accepted; empty: those of the JDK
 */
public record Endpoint(
    String host, int port, boolean tls, String path, Optional<TrustOptions> trust) {
  private static final Set<String> PLAIN_HOSTS = Set.of("127.0.0.1", "[::1]", "localhost");
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  /** Of a base URL; plain text only to this machine itself. */
  public static Endpoint of(URI base) {
    String scheme = base.getScheme() == null ? "" : base.getScheme();
    boolean tls =
        switch (scheme) {
          case "https", "wss" -> true;
          case "http", "ws" -> false;
          default -> throw new IllegalArgumentException("a venue is at https or wss");
        };
    if (base.getHost() == null || base.getRawUserInfo() != null) {
      throw new IllegalArgumentException("a venue's address is a host, without a user");
    }
    if (base.getRawQuery() != null || base.getRawFragment() != null) {
      throw new IllegalArgumentException("a venue's address has no query and no fragment");
    }
    if (!tls && !PLAIN_HOSTS.contains(base.getHost())) {
      throw new IllegalArgumentException("plain text is for this machine only");
    }
    int port = base.getPort() >= 0 ? base.getPort() : tls ? HTTPS_PORT : HTTP_PORT;
    String path = base.getRawPath().equals("/") ? "" : base.getRawPath();
    return new Endpoint(base.getHost(), port, tls, path, Optional.empty());
  }

  /** The same, where only these certificates are accepted. */
  public Endpoint trusting(TrustOptions only) {
    return new Endpoint(host, port, tls, path, Optional.of(only));
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}

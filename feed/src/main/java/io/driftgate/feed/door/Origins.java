package io.driftgate.feed.door;

import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a browser's page may open the feed. A browser always names the page's origin, and lets
 * any page open a WebSocket to anywhere: the server has to refuse. Programs send no origin.
 */
final class Origins {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private Origins() {}

  /** No origin, a page of this very host and port, or a page from this machine. */
  static boolean allows(HttpServerRequest request) {
    String origin = request.getHeader("Origin");
    return origin == null || allows(origin, request.getHeader("Host"));
  }

  /**
   * The rule.
   *
   * @param origin as the browser sent it
   * @param host the request's {@code Host} header
   */
  static boolean allows(String origin, String host) {
    Optional<URI> page = page(origin);
    return page.isPresent()
        && (LOOPBACK.contains(page.get().getHost())
            || page.get().getAuthority().equalsIgnoreCase(host));
  }

  private static Optional<URI> page(String origin) {
    try {
      URI uri = new URI(origin);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return web && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}

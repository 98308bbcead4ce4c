package io.driftgate.feed.door;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a browser's page may come in. A browser always names the page's origin, and lets any page
 * open a WebSocket, or post, to anywhere: the server has to refuse. Programs send no origin.
 *
 * <p>A page is let in that this very server has sent (same scheme, host and port), or whose origin
 * is configured. A page of another port of this machine is somebody else's. Immutable.
 */
final class Origins {
  private final String scheme;
  private final Set<String> allowed;

  /**
   * The rule of one server.
   *
   * @param allowed origins as browsers write them
   */
  Origins(boolean tls, Set<String> allowed) {
    this.scheme = tls ? "https://" : "http://";
    this.allowed = Set.copyOf(allowed);
  }

  /**
   * The rule.
   *
   * @param origin as the browser sent it; empty for a program
   * @param host the request's {@code Host} header
   */
  boolean allows(Optional<String> origin, Optional<String> host) {
    if (origin.isEmpty()) {
      return true;
    }
    String page = origin.get().toLowerCase(Locale.ROOT);
    return allowed.contains(page)
        || host.map(name -> (scheme + name).toLowerCase(Locale.ROOT)).equals(Optional.of(page));
  }
}

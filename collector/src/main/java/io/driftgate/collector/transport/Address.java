package io.driftgate.collector.transport;

import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;

/**
 * Where a request goes. Shown as {@code host:port} and nothing more, because providers' keys live
 * in paths and queries.
 *
 * @param host as it stands in the URI; an IPv6 address keeps its brackets
 * @param port explicit, or the scheme's
 * @param tls whether the scheme asks for TLS
 * @param target path and query as sent
 */
public record Address(String host, int port, boolean tls, String target) {
  private static final int PLAIN_PORT = 80;
  private static final int TLS_PORT = 443;

  /**
   * Reads a URI.
   *
   * @param plain the scheme without TLS
   * @param secure the scheme with TLS
   * @throws IllegalArgumentException if the scheme is neither, there is no host, or there are
   *     credentials; the message never repeats the URI
   */
  public static Address of(URI uri, String plain, String secure) {
    boolean tls = secure.equalsIgnoreCase(uri.getScheme());
    if (!tls && !plain.equalsIgnoreCase(uri.getScheme())) {
      throw new IllegalArgumentException("scheme must be " + plain + " or " + secure);
    }
    if (uri.getHost() == null || uri.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "a node's URI names a host and no credentials: they belong in headers");
    }
    return new Address(uri.getHost(), portOf(uri, tls), tls, targetOf(uri));
  }

  private static int portOf(URI uri, boolean tls) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return tls ? TLS_PORT : PLAIN_PORT;
  }

  private static String targetOf(URI uri) {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  /**
   * Path and query of something below this address; a query of the address itself, where some
   * providers have their keys, stays.
   *
   * @param below begins with a slash; empty for the address itself
   */
  String targetOf(String below) {
    if (below.isEmpty()) {
      return target;
    }
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    if (query < 0) {
      return base + below;
    }
    return base + below + (below.indexOf('?') < 0 ? "?" : "&") + target.substring(query + 1);
  }

  <T extends RequestOptions> T applyTo(T options) {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    options
        .setServer(SocketAddress.inetSocketAddress(port, bare))
        .setHost(host)
        .setPort(port)
        .setSsl(tls);
    options.setURI(target).setFollowRedirects(false);
    return options;
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}

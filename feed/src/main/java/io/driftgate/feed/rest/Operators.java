package io.driftgate.feed.rest;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Knows who may order something of the gate. Called on server loops. */
@FunctionalInterface
public interface Operators {
  /** Who asks; empty for one who may not, and has been answered. */
  Optional<Operator> admit(RoutingContext request);

  /**
   * Without tokens: whoever is on this machine, and only on a server that serves nobody else. A
   * page of another site that a browser on this machine shows is nobody: whatever name it made lead
   * here, its requests say so.
   */
  static Operators onThisMachine(boolean servesOthers) {
    Set<String> here = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    return request -> {
      HttpServerRequest asked = request.request();
      HostAndPort called = asked.authority();
      if (servesOthers) {
        Problem.send(
            request.response(),
            403,
            "orders need a token with the scope operate here, since others are served, too");
      } else if (called == null
          || !here.contains(called.host())
          || !isFrom(here, asked.headers().getAll(HttpHeaders.ORIGIN))) {
        Problem.send(
            request.response(), 403, "orders come from this machine, to localhost or 127.0.0.1");
      } else {
        return Optional.of(Operator.UNKNOWN);
      }
      return Optional.empty();
    };
  }

  private static boolean isFrom(Set<String> hosts, List<String> origins) {
    for (String origin : origins) {
      try {
        if (!hosts.contains(String.valueOf(new URI(origin).getHost()))) {
          return false;
        }
      } catch (URISyntaxException e) {
        return false;
      }
    }
    return true;
  }
}

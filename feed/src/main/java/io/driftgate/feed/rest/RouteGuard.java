package io.driftgate.feed.rest;

import io.driftgate.feed.access.Caller;
import io.driftgate.feed.access.Scope;
import io.driftgate.feed.access.TokenBook;
import io.driftgate.feed.desk.FeedCounts;
import io.driftgate.feed.desk.Refusal;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Stands before all routes, so that one that is added later is guarded without a word of its own:
 *
 * <ul>
 *   <li>{@code /livez} and {@code /readyz} are open.
 *   <li>Reading under {@code /v1/} needs {@code read}.
 *   <li>{@code /metrics} needs {@code read} and a token for all markets, since it shows them all.
 *   <li>Whatever changes something, wherever it is, needs {@code operate}.
 *   <li>What else is read (the page, the descriptions of the API) holds no state and is open.
 * </ul>
 *
 * <p>A route learns from {@link #caller} who asks, and must show no market that the caller doesn't
 * see.
 */
public final class RouteGuard {
  private static final String CALLER = "driftgate.caller";
  private static final String METRICS = "/metrics";
  private static final Set<String> PROBES = Set.of("/livez", "/readyz");
  private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  private final TokenBook tokens;
  private final FeedCounts counts;

  /** A guard that lets in by these tokens. */
  public RouteGuard(TokenBook tokens, FeedCounts counts) {
    this.tokens = tokens;
    this.counts = counts;
  }

  /** Must be mounted before any route. */
  public void mount(Router router) {
    router.route().handler(this::guard);
  }

  /** Whether a path says nothing but whether the process lives. */
  public static boolean isProbe(String path) {
    return PROBES.contains(path);
  }

  /**
   * Who asks. On guarded routes only.
   *
   * @throws IllegalStateException where the guard has let everybody in
   */
  public static Caller caller(RoutingContext request) {
    Caller caller = request.get(CALLER);
    if (caller == null) {
      throw new IllegalStateException("nobody was asked for a token here");
    }
    return caller;
  }

  private void guard(RoutingContext request) {
    String path = request.normalizedPath();
    Optional<Scope> needed = needed(request.request().method(), path);
    if (needed.isEmpty()) {
      request.next();
      return;
    }
    List<String> shown = request.request().headers().getAll(HttpHeaders.AUTHORIZATION);
    Optional<Caller> caller = tokens.stranger().or(() -> tokens.bearer(shown));
    if (caller.isEmpty()) {
      counts.refuse(Refusal.TOKEN);
      Challenge.send(request.response(), shown.isEmpty());
    } else if (!caller.get().has(needed.get())) {
      counts.refuse(Refusal.SCOPE);
      Problem.send(request.response(), 403, "this needs the scope " + needed.get().key());
    } else if (path.startsWith(METRICS) && !caller.get().markets().seesAll()) {
      counts.refuse(Refusal.SCOPE);
      Problem.send(
          request.response(), 403, "this needs a token for all markets: it shows them all");
    } else {
      request.put(CALLER, caller.get());
      request.next();
    }
  }

  private static Optional<Scope> needed(HttpMethod method, String path) {
    if (isProbe(path)) {
      return Optional.empty();
    }
    if (!READING.contains(method)) {
      return Optional.of(Scope.OPERATE);
    }
    return path.startsWith("/v1") || path.startsWith(METRICS)
        ? Optional.of(Scope.READ)
        : Optional.empty();
  }
}

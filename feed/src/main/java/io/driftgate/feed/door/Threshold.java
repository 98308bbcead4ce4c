package io.driftgate.feed.door;

import io.driftgate.feed.access.FeedAccess;
import io.driftgate.feed.access.TokenBook;
import io.driftgate.feed.desk.FeedCounts;
import io.driftgate.feed.desk.Refusal;
import io.driftgate.feed.rest.Problem;
import io.driftgate.feed.rest.RouteGuard;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;

/** The first look at every request, before anything is done about it. Any server loop. */
public final class Threshold {
  private final Origins origins;
  private final HostNames names;
  private final TokenBook tokens;
  private final FeedCounts counts;

  /**
   * The rules of one server.
   *
   * @param host what it listens on
   */
  public Threshold(FeedAccess access, String host, TokenBook tokens, FeedCounts counts) {
    this.origins = new Origins(access.tls().isPresent(), access.allowedOrigins());
    this.names = new HostNames(host, access.allowedOrigins());
    this.tokens = tokens;
    this.counts = counts;
  }

  /** Whether the request may come in; if not it has been answered. */
  boolean lets(HttpServerRequest request) {
    Optional<String> host = Optional.ofNullable(request.getHeader(HttpHeaders.HOST));
    List<String> origin = request.headers().getAll(HttpHeaders.ORIGIN);
    if (origin.size() > 1 || !origins.allows(origin.stream().findFirst(), host)) {
      counts.refuse(Refusal.ORIGIN);
      Problem.sendAndClose(
          request,
          403,
          "pages of another origin are not let in; server.allowedOrigins names those that are");
      return false;
    }
    if (tokens.isOpen() && !RouteGuard.isProbe(request.path()) && !names.has(host)) {
      counts.refuse(Refusal.HOST);
      Problem.sendAndClose(
          request,
          421,
          "a server without tokens is called by its address, by localhost, by server.host or by a"
              + " host of server.allowedOrigins");
      return false;
    }
    return true;
  }
}

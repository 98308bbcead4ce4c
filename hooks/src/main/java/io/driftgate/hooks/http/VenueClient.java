package io.driftgate.hooks.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * HTTP/1.1 to one venue, over a few kept connections: no redirects, no compression, certificates
 * and names checked. Held in a field for as long as it is used: Vert.x closes a client that is
 * collected. Edge loop.
 */
final class VenueClient {
  private static final Set<String> TLS_VERSIONS = Set.of("TLSv1.3", "TLSv1.2");
  private static final int CONNECT_TIMEOUT_MS = 2000;
  private static final int KEEP_ALIVE_SECONDS = 60;

  /** Hedged attempts, a dead-man refresh and a reading of the clock, side by side. */
  private static final int CONNECTIONS = 8;

  private static final int WAITING = 64;

  private final HttpClient client;
  private final Endpoint endpoint;

  VenueClient(Vertx vertx, Endpoint endpoint) {
    this.endpoint = endpoint;
    HttpClientOptions options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_1_1)
            .setUseAlpn(false)
            .setDecompressionSupported(false)
            .setKeepAlive(true)
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
            .setPipelining(false)
            .setTcpNoDelay(true)
            .setVerifyHost(true)
            .setSsl(endpoint.tls())
            .setConnectTimeout(CONNECT_TIMEOUT_MS);
    options
        .setSslHandshakeTimeout(CONNECT_TIMEOUT_MS)
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    options.setEnabledSecureTransportProtocols(TLS_VERSIONS);
    endpoint.trust().ifPresent(options::setTrustOptions);
    this.client =
        vertx
            .httpClientBuilder()
            .with(options)
            .with(new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING))
            .withConnectHandler(connection -> connection.exceptionHandler(thrown -> {}))
            .build();
  }

  /**
   * Begins one exchange.
   *
   * @param request asked for when there is a connection, so that it carries the time at which it is
   *     written; empty: it is too late to send it
   */
  Exchange begin(Supplier<Optional<VenueRequest>> request) {
    Exchange exchange = new Exchange(endpoint, request);
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost(endpoint.host())
            .setPort(endpoint.port())
            .setFollowRedirects(false);
    try {
      client.request(options).onComplete(exchange::onConnection);
    } catch (IllegalStateException closed) { // a closed client throws, where others fail
      exchange.abort();
    }
    return exchange;
  }

  Future<Void> close() {
    return client.close();
  }
}

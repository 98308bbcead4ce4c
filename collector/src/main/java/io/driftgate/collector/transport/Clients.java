package io.driftgate.collector.transport;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.net.TrustOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The HTTP and WebSocket clients, one of each per connect timeout and cap, since Vert.x has those
 * per client. All of them share one TLS profile: another profile needs another instance, because a
 * client's TLS context can be served to a request with other TLS settings (CVE-2026-102476).
 *
 * <p>Held in fields for as long as they are used: Vert.x closes a client that is collected. Used
 * and closed on the loop.
 */
public final class Clients {
  private static final Set<String> TLS_VERSIONS = Set.of("TLSv1.3", "TLSv1.2");
  private static final int CLOSING_TIMEOUT_SECONDS = 1;
  private static final int KEEP_ALIVE_SECONDS = 600;

  /** Each cleaning goes through all pools: 20 ms of ten thousand. */
  private static final int CLEANER_PERIOD_MS = 60_000;

  /** One exchange at a time, and an abandoned connection that takes a moment to close. */
  private static final int PER_NODE = 2;

  private final Vertx vertx;
  private final int perHost;
  private final Optional<TrustOptions> trust;
  private final Map<Integer, HttpClient> http = new HashMap<>();
  private final List<HttpClient> own = new ArrayList<>();
  private final Map<Integer, HttpClient> streams = new HashMap<>();
  private final Map<Limits, WebSocketClient> ws = new HashMap<>();

  /**
   * Opens nothing yet.
   *
   * @param neighbours how many nodes share one host and port at most; at least 1. Vert.x keeps a
   *     slot for each connection that a pool may have, in a pool per host and port: one that were
   *     large enough for the whole fleet would cost a fleet of many hosts its square
   * @param trust whose certificates are accepted; empty: those of the JDK
   */
  public Clients(Vertx vertx, int neighbours, Optional<TrustOptions> trust) {
    this.vertx = vertx;
    this.perHost = PER_NODE * neighbours;
    this.trust = trust;
  }

  /** One for all nodes that are alone at their host and port. */
  HttpClient http(Limits limits) {
    return http.computeIfAbsent(limits.timeoutMs(), timeoutMs -> newHttp(timeoutMs, PER_NODE));
  }

  /** One whose connections nobody else uses. */
  HttpClient own(Limits limits) {
    HttpClient client = newHttp(limits.timeoutMs(), PER_NODE);
    own.add(client);
    return client;
  }

  /** Apart from the polls', so that neither takes the other's connections. */
  HttpClient stream(Limits limits) {
    return streams.computeIfAbsent(limits.timeoutMs(), timeoutMs -> newHttp(timeoutMs, perHost));
  }

  WebSocketClient ws(Limits limits) {
    return ws.computeIfAbsent(limits, l -> newWs(l.timeoutMs(), l.maxBytes()));
  }

  /** Closes all of them, and with them every connection. */
  public Future<Void> close() {
    return Future.join(
            Stream.of(
                    http.values().stream().map(HttpClient::close),
                    own.stream().map(HttpClient::close),
                    streams.values().stream().map(HttpClient::close),
                    ws.values().stream().map(WebSocketClient::close))
                .flatMap(closing -> closing)
                .toList())
        .mapEmpty();
  }

  private HttpClient newHttp(int timeoutMs, int connections) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_1_1)
            .setUseAlpn(false)
            .setDecompressionSupported(false)
            .setKeepAlive(true)
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
            .setPipelining(false)
            .setVerifyHost(true)
            .setConnectTimeout(timeoutMs);
    options.setSslHandshakeTimeout(timeoutMs).setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    options.setEnabledSecureTransportProtocols(TLS_VERSIONS);
    options.setSslEngineOptions(offTheLoop());
    trust.ifPresent(options::setTrustOptions);
    PoolOptions pool =
        new PoolOptions()
            .setHttp1MaxSize(connections)
            .setMaxWaitQueueSize(connections)
            .setCleanerPeriod(CLEANER_PERIOD_MS);
    return vertx
        .httpClientBuilder()
        .with(options)
        .with(pool)
        .withConnectHandler(connection -> connection.exceptionHandler(Clients::leaveToExchange))
        .build();
  }

  private WebSocketClient newWs(int timeoutMs, int maxBytes) {
    WebSocketClientOptions options =
        new WebSocketClientOptions()
            .setTryUsePerMessageCompression(false)
            .setTryUsePerFrameCompression(false)
            .setMaxFrameSize(maxBytes)
            .setMaxMessageSize(maxBytes)
            .setMaxConnections(perHost)
            .setClosingTimeout(CLOSING_TIMEOUT_SECONDS)
            .setVerifyHost(true)
            .setConnectTimeout(timeoutMs);
    options.setSslHandshakeTimeout(timeoutMs).setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    options.setEnabledSecureTransportProtocols(TLS_VERSIONS);
    options.setSslEngineOptions(offTheLoop());
    trust.ifPresent(options::setTrustOptions);
    return vertx.createWebSocketClient(options);
  }

  /** Certificates and keys are checked by workers: a node that fails TLS fails it at every poll. */
  private static SSLEngineOptions offTheLoop() {
    return new JdkSSLEngineOptions().setUseWorkerThread(true);
  }

  /** Each exchange tells what ended it; what nobody handles Vert.x logs, in the peer's bytes. */
  private static void leaveToExchange(Throwable thrown) {}
}

package io.driftgate.hooks.webhook;

import io.driftgate.hooks.Attempt;
import io.driftgate.hooks.CloudEvent;
import io.driftgate.hooks.Hook;
import io.driftgate.hooks.Message;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.TrustOptions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Posts CloudEvents to a receiver, signed as Standard Webhooks says: {@code webhook-id}, {@code
 * webhook-timestamp}, {@code webhook-signature}. Follows no redirect. Edge loop.
 */
public final class WebhookHook implements Hook {
  private static final Set<String> TLS_VERSIONS = Set.of("TLSv1.3", "TLSv1.2");
  private static final int CONNECT_MS = 2_000;
  private static final int KEEP_ALIVE_SECONDS = 600;

  /** An answer whose body does not end must not keep its connection. */
  private static final long IDLE_MS = 5_000;

  /**
   * Every market of a large desk at once shares these; the rest waits, and is counted as tried.
   * What opens has others than what restricts, so that none of it is in the way.
   */
  private static final int CONNECTIONS = 32;

  private static final int WAITING = 4_096;

  private final WebhookSettings settings;
  private final LongSupplier wallMs;
  private final HttpClient restricting;
  private final HttpClient opening;
  private final RequestOptions target;

  /**
   * Connects to nobody yet.
   *
   * @param wallMs Unix milliseconds, for the signature
   * @param trust whose certificates are accepted; empty: those of the JDK
   */
  public WebhookHook(
      Vertx vertx, WebhookSettings settings, LongSupplier wallMs, Optional<TrustOptions> trust) {
    this.settings = settings;
    this.wallMs = wallMs;
    HttpClientOptions options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_1_1)
            .setUseAlpn(false)
            .setDecompressionSupported(false)
            .setKeepAlive(true)
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
            .setPipelining(false)
            .setVerifyHost(true)
            .setConnectTimeout(CONNECT_MS);
    options.setSslHandshakeTimeout(CONNECT_MS).setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    options.setEnabledSecureTransportProtocols(TLS_VERSIONS);
    options.setSslEngineOptions(new JdkSSLEngineOptions());
    trust.ifPresent(options::setTrustOptions);
    restricting = client(vertx, options);
    opening = client(vertx, options);
    target =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(settings.url().toString())
            .setFollowRedirects(false)
            .setIdleTimeout(IDLE_MS);
  }

  private static HttpClient client(Vertx vertx, HttpClientOptions options) {
    return vertx
        .httpClientBuilder()
        .with(options)
        .with(new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING))
        .build();
  }

  @Override
  public Attempt attempt(Message message) {
    byte[] body = CloudEvent.of(message);
    long seconds = TimeUnit.MILLISECONDS.toSeconds(wallMs.getAsLong());
    RequestOptions request = new RequestOptions(target);
    request.putHeader("content-type", CloudEvent.CONTENT_TYPE);
    request.putHeader("webhook-id", message.id());
    request.putHeader("webhook-timestamp", Long.toString(seconds));
    if (!settings.secrets().isEmpty()) {
      request.putHeader("webhook-signature", signatures(message.id(), seconds, body));
    }
    for (Map.Entry<String, String> header : settings.headers().entrySet()) {
      request.putHeader(header.getKey(), header.getValue());
    }
    Post post = new Post(wallMs);
    HttpClient client = message.delivery().restricts() ? restricting : opening;
    client
        .request(request)
        .onSuccess(sent -> post.send(sent, Buffer.buffer(body)))
        .onFailure(post::fail);
    return post;
  }

  private String signatures(String id, long seconds, byte[] body) {
    return settings.secrets().stream()
        .map(secret -> secret.sign(id, seconds, body))
        .collect(Collectors.joining(" "));
  }

  @Override
  public Future<Void> close() {
    return Future.join(restricting.close(), opening.close()).mapEmpty();
  }
}

package io.driftgate.hooks.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A venue on this machine that is spoken to over HTTP: real sockets, and misdeeds in the order in
 * which they were asked for, each at the next request that would act.
 */
public abstract class LocalHttpVenue {
  private static final int FLOOD_BYTES = 3 << 20;

  /** An answer. */
  public record Reply(int status, Map<String, String> headers, String body) {
    public static Reply of(int status, String body) {
      return new Reply(status, Map.of(), body);
    }

    public static Reply ok(String body) {
      return of(200, body);
    }
  }

  /** A request as it came. */
  public record Asked(String verb, String path, String query, String body, HttpServerRequest raw) {
    public String header(String name) {
      String value = raw.getHeader(name);
      return value == null ? "" : value;
    }

    public String param(String name) {
      String value = raw.getParam(name);
      return value == null ? "" : value;
    }

    /** Path and query as they were written. */
    public String target() {
      return query.isEmpty() ? path : path + "?" + query;
    }
  }

  public final Queue<Misdeed> misdeeds = new ConcurrentLinkedQueue<>();

  /** Verb and path of each request that would act, in order. */
  public final List<String> acts = new CopyOnWriteArrayList<>();

  /** Where the requests that act came from: one for each connection. */
  public final Set<String> connections = ConcurrentHashMap.newKeySet();

  /** By how much the venue's clock is ahead of this machine's. */
  public final AtomicLong aheadMs = new AtomicLong();

  private final HttpServer server;

  protected LocalHttpVenue(Vertx vertx) {
    server =
        vertx
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
            .webSocketHandler(this::onSocket)
            .requestHandler(request -> request.body().onSuccess(body -> on(request, body)));
  }

  /** Whether a request would act, and misdeeds are for it. */
  protected abstract boolean acting(Asked asked);

  /** What the venue does and says. */
  protected abstract Reply reply(Asked asked);

  /** How it says one of RATE_LIMIT, WRONG_CLOCK, NO_PERMISSION and the 500s. */
  protected abstract Reply error(Misdeed misdeed);

  protected void onSocket(ServerWebSocket socket) {
    socket.close();
  }

  public void start() {
    server.listen().toCompletionStage().toCompletableFuture().join();
  }

  public Endpoint endpoint() {
    return Endpoint.of(URI.create("http://127.0.0.1:" + server.actualPort()));
  }

  public Endpoint socketEndpoint(String path) {
    return Endpoint.of(URI.create("ws://127.0.0.1:" + server.actualPort() + path));
  }

  public long nowMs() {
    return System.currentTimeMillis() + aheadMs.get();
  }

  public static String hmacHex(String secret, String text) {
    return HexFormat.of().formatHex(hmac(secret, text));
  }

  public static byte[] hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void on(HttpServerRequest request, Buffer body) {
    String query = request.query() == null ? "" : request.query();
    Asked asked =
        new Asked(request.method().name(), request.path(), query, body.toString(), request);
    if (!acting(asked)) {
      write(request.response(), reply(asked));
      return;
    }
    acts.add(asked.verb() + " " + asked.path());
    connections.add(request.remoteAddress().toString());
    Misdeed misdeed = misdeeds.poll();
    if (misdeed == null) {
      write(request.response(), reply(asked));
    } else {
      misbehave(misdeed, asked);
    }
  }

  private void misbehave(Misdeed misdeed, Asked asked) {
    HttpServerResponse response = asked.raw().response();
    switch (misdeed) {
      case HANG -> {}
      case ACT_AND_HANG -> reply(asked);
      case ACT_AND_500 -> {
        reply(asked);
        write(response, error(misdeed));
      }
      case ERROR_500, RATE_LIMIT, WRONG_CLOCK, NO_PERMISSION -> write(response, error(misdeed));
      case ACT_AND_CLOSE -> {
        Reply reply = reply(asked);
        response.putHeader("Content-Length", String.valueOf(reply.body().length()));
        response
            .write(reply.body().substring(0, reply.body().length() / 2))
            .onComplete(v -> asked.raw().connection().close());
      }
      case REDIRECT ->
          response.setStatusCode(307).putHeader("Location", "http://127.0.0.1:1/stolen").end();
      case ACT_AND_FLOOD -> {
        reply(asked);
        response.end(Buffer.buffer(new byte[FLOOD_BYTES]));
      }
      case ACT_AND_NONSENSE -> {
        reply(asked);
        write(response, Reply.ok("{\"fine\":true}"));
      }
    }
  }

  private static void write(HttpServerResponse response, Reply reply) {
    response.setStatusCode(reply.status());
    reply.headers().forEach(response::putHeader);
    response.putHeader("Content-Type", "application/json").end(reply.body());
  }
}

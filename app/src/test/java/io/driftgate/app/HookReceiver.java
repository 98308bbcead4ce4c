package io.driftgate.app;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Takes deliveries over real sockets, and remembers them in the order in which they came. Of three
 * it takes two; the third it refuses, keeps waiting, or takes without saying so.
 */
final class HookReceiver implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final Random random;
  private final HttpServer server;
  private final Queue<Heard> heard = new ConcurrentLinkedQueue<>();
  private volatile boolean moody = true;

  /**
   * A request.
   *
   * @param said whether it was told that it was taken
   * @param atMs when it came
   */
  record Heard(JsonObject event, boolean said, long atMs) {
    String id() {
      return event.getString("id");
    }

    String hook() {
      return event.getString("source").replace("driftgate/", "");
    }

    String market() {
      return event.getString("subject");
    }

    boolean restricts() {
      return event.getBoolean("restricts");
    }

    /** Whether it opens something now; what was open is told with an end that has passed. */
    boolean opens() {
      return !restricts() && data().getLong("validUntilMs") > atMs;
    }

    JsonObject data() {
      return event.getJsonObject("data");
    }

    long epoch() {
      return data().getLong("epoch");
    }

    long seq() {
      return data().getLong("seq");
    }

    boolean isNewerThan(Heard other) {
      return epoch() != other.epoch() ? epoch() > other.epoch() : seq() > other.seq();
    }
  }

  HookReceiver(long seed) throws Exception {
    random = new Random(seed);
    server =
        vertx
            .createHttpServer()
            .requestHandler(request -> request.body().onSuccess(body -> take(request, body)))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
  }

  int port() {
    return server.actualPort();
  }

  private void take(HttpServerRequest request, Buffer body) {
    int mood = moody ? random.nextInt(12) : 11;
    boolean says = mood > 3;
    heard.add(new Heard(body.toJsonObject(), says, System.currentTimeMillis()));
    switch (mood) {
      case 0 -> request.response().setStatusCode(500).end();
      case 1 -> request.response().setStatusCode(429).putHeader("retry-after", "1").end();
      case 2 -> request.connection().close();
      case 3 -> vertx.setTimer(2_000, late -> request.response().setStatusCode(204).end());
      default -> request.response().setStatusCode(204).end();
    }
  }

  /** From now on everything is taken. */
  void calm() {
    moody = false;
  }

  List<Heard> heard() {
    return List.copyOf(heard);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}

package io.driftgate.feed;

import io.driftgate.feed.access.FeedAccess;
import io.driftgate.feed.door.GuardedTransport;
import io.driftgate.feed.rest.OrderRoutes;
import io.driftgate.feed.rest.Reload;
import io.driftgate.feed.rest.ReloadRoute;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A feed on real sockets around a fake gate. */
final class Feeding implements AutoCloseable {
  static final FeedOptions OPTIONS = new FeedOptions("127.0.0.1", 0, 50, 1_000, "0.1-test");

  final Vertx vertx = GuardedTransport.vertx(new VertxOptions().setEventLoopPoolSize(4));
  final Context gateLoop = loop();
  final FakeGate gate;
  final FeedServer server;
  final int port;
  Optional<String> notReady = Optional.empty();

  /** One loop beside the gate loop, with limits that tests may shorten. */
  Feeding(FakeGate gate, FeedLimits limits, boolean onGateLoop, Consumer<Router> more) {
    this(gate, OPTIONS, limits, onGateLoop, more, FeedAccess.LOOPBACK);
  }

  /** The same, with rules about who is let in. */
  Feeding(
      FakeGate gate,
      FeedLimits limits,
      boolean onGateLoop,
      Consumer<Router> more,
      FeedAccess access) {
    this(gate, OPTIONS, limits, onGateLoop, more, access);
  }

  private Feeding(
      FakeGate gate,
      FeedOptions options,
      FeedLimits limits,
      boolean onGateLoop,
      Consumer<Router> more,
      FeedAccess access) {
    this.gate = gate;
    this.server =
        new FeedServer(vertx, gateLoop, gate, gate, () -> notReady, options, limits, access);
    onGate(
        () -> {
          gate.tell(server);
          return true;
        });
    List<Context> loops = new ArrayList<>(List.of(loop()));
    if (onGateLoop) {
      loops.add(0, gateLoop);
    }
    OrderRoutes orders = new OrderRoutes(vertx, gateLoop, gate, gate, gate);
    ReloadRoute reloads = new ReloadRoute(Feeding::reload);
    Consumer<Router> all = orders::mount;
    this.port = await(server.start(loops, all.andThen(reloads::mount).andThen(more)));
  }

  /** By the name of who asks. */
  private static Future<Reload.Outcome> reload(String who, boolean dryRun) {
    if (who.startsWith("mistaken")) {
      return Future.succeededFuture(Reload.Outcome.refused(List.of("a.yaml:3: b: is wrong")));
    }
    if (who.startsWith("second")) {
      return Future.failedFuture(new Reload.Busy("another one is"));
    }
    return Future.succeededFuture(
        new Reload.Outcome(
            List.of(), List.of("n1"), List.of("n2"), List.of("n3"), List.of("dry: " + dryRun)));
  }

  Feeding(FakeGate gate, FeedAccess access) {
    this(gate, FeedLimits.DEFAULT, true, router -> {}, access);
  }

  Feeding(FakeGate gate) {
    this(gate, FeedLimits.DEFAULT, true, router -> {});
  }

  Feeding(FakeGate gate, FeedOptions options) {
    this(gate, options, FeedLimits.DEFAULT, true, router -> {}, FeedAccess.LOOPBACK);
  }

  Feeding(FakeGate gate, FeedLimits limits) {
    this(gate, limits, true, router -> {});
  }

  /** Each on a thread of its own, while there are fewer than threads. */
  private Context loop() {
    return ((VertxInternal) vertx).createEventLoopContext();
  }

  <T> T onGate(Callable<T> task) {
    Promise<T> done = Promise.promise();
    gateLoop.runOnContext(
        here -> {
          try {
            done.complete(task.call());
          } catch (Exception e) {
            done.fail(e);
          }
        });
    return await(done.future());
  }

  TestDesk desk() {
    return new TestDesk(vertx, port, 1 << 16);
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** Polls until it holds. */
  static void eventually(Duration within, Callable<Boolean> holds) throws Exception {
    long deadline = System.nanoTime() + within.toNanos();
    while (!holds.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("did not come to hold within " + within);
      }
      Thread.sleep(5);
    }
  }

  @Override
  public void close() {
    await(server.stop());
    await(vertx.close());
  }
}

package io.driftgate.bench.fan;

import io.driftgate.app.monitor.FeedPlacement;
import io.driftgate.feed.FeedOptions;
import io.driftgate.feed.FeedServer;
import io.driftgate.feed.door.GuardedTransport;
import io.netty.util.internal.PlatformDependent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The product's feed in a process of its own, its loops as the product has them: the gate on one,
 * desks on another. Each byte on the trigger's port is one transition, which is made and encoded on
 * the gate loop. Ends when its standard input does; each line there is answered by what the heap
 * holds after a collection.
 */
public final class FeedChild {
  private static final int START_SECONDS = 30;
  private static final int WARM_UP = 20_000;

  private FeedChild() {}

  /** Arguments: {@link FeedPlacement}; lease and heartbeat in milliseconds. */
  public static void main(String[] args) throws Exception {
    Vertx vertx = GuardedTransport.vertx(new VertxOptions().setEventLoopPoolSize(2));
    Context gateLoop = ((VertxInternal) vertx).createEventLoopContext();
    Context deskLoop = ((VertxInternal) vertx).createEventLoopContext();
    List<Context> loops =
        switch (FeedPlacement.valueOf(args[0])) {
          case SEPARATE -> List.of(deskLoop);
          case ON_GATE -> List.of(gateLoop);
          case BOTH -> List.of(gateLoop, deskLoop);
        };
    LoneGate gate = new LoneGate();
    FeedOptions options =
        new FeedOptions(
            "127.0.0.1", 0, Long.parseLong(args[2]), Long.parseLong(args[1]), "fan-out");
    FeedServer feed =
        new FeedServer(vertx, gateLoop, gate, gate::now, Optional::<String>empty, options);
    int desks = await(feed.start(loops, router -> {}));
    gateLoop.runOnContext(here -> warmUp(gate, feed));
    int trigger = await(trigger(vertx, gateLoop, gate, feed));
    System.out.printf(Locale.ROOT, "desks on %d, trigger on %d%n", desks, trigger);
    answer(feed);
    System.exit(0);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
  }

  /** Encodes many transitions for nobody, as a process has that has run for days. */
  private static void warmUp(LoneGate gate, FeedServer feed) {
    for (int i = 0; i < WARM_UP; i++) {
      feed.onSignal(gate.withdraw());
    }
  }

  private static Future<Integer> trigger(
      Vertx vertx, Context gateLoop, LoneGate gate, FeedServer feed) {
    Promise<Integer> bound = Promise.promise();
    NetServer server =
        vertx
            .createNetServer(new NetServerOptions().setTcpNoDelay(true))
            .connectHandler(socket -> socket.handler(byteCame -> feed.onSignal(gate.withdraw())));
    gateLoop.runOnContext(
        here -> server.listen(0, "127.0.0.1").map(NetServer::actualPort).onComplete(bound));
    return bound.future();
  }

  private static void answer(FeedServer feed) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    while (lines.readLine() != null) {
      System.gc();
      System.out.printf(
          Locale.ROOT,
          "desks %d heap %d direct %d%n",
          feed.subscribers(),
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
          PlatformDependent.usedDirectMemory());
    }
  }
}

package io.driftgate.bench.stamp;

import io.driftgate.collector.Collector;
import io.driftgate.collector.MissingHeaders;
import io.driftgate.collector.NodeEndpoint;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.Stamp;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The product's own collector, on a loop of its own. Its stamps are {@link System#nanoTime}. */
public final class RunningCollector {
  private static final int SECONDS = 10;

  private final Vertx vertx;
  private final Collector collector;
  private final HeadInputs inputs;

  private RunningCollector(List<NodeEndpoint> nodes, Consumer<HeadObserved> heads) {
    vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    inputs = new HeadInputs(heads);
    collector =
        new Collector(
            vertx,
            vertx.getOrCreateContext(),
            () -> new Stamp(System.nanoTime(), System.currentTimeMillis()),
            inputs,
            nodes,
            MissingHeaders.NONE);
  }

  /** Starts; heads are told on the loop. */
  public static RunningCollector start(List<NodeEndpoint> nodes, Consumer<HeadObserved> heads)
      throws Exception {
    RunningCollector running = new RunningCollector(nodes, heads);
    await(running.collector.start());
    return running;
  }

  private static void await(Future<?> future) throws Exception {
    future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
  }

  /** Failed polls and connections so far. */
  public long failures() {
    return inputs.failures();
  }

  /** Returns when its loop has ended. */
  public void stop() throws Exception {
    await(collector.stop());
    await(vertx.close());
  }
}

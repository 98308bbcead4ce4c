package io.driftgate.app.monitor;

import io.driftgate.feed.door.GuardedTransport;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event loops, each a thread of its own.
 *
 * @param gate carries the core, and the collectors of most fleets
 * @param edge carries what may be slow
 * @param feed where desks are served
 * @param collectors those of a fleet that is too large for the gate loop; else none
 */
record Loops(
    Vertx vertx, Context gate, Context edge, List<Context> feed, List<Context> collectors) {
  private static final Logger LOG = LoggerFactory.getLogger(Loops.class);

  /** Gate, edge and feed; contexts are dealt to them in turn. */
  private static final int THREADS = 3;

  /**
   * Starts them.
   *
   * @param collectors how many loops are for collectors alone
   */
  static Loops open(FeedPlacement placement, int collectors) {
    Vertx vertx =
        // epoll, where it is to be had: its timers are finer than NIO's
        GuardedTransport.vertx(new VertxOptions().setEventLoopPoolSize(THREADS + collectors));
    Context gate = next(vertx);
    Context edge = next(vertx);
    edge.exceptionHandler(bug -> LOG.error("uncaught on the edge loop", bug));
    List<Context> feed = feedLoops(vertx, gate, placement);
    List<Context> own = Stream.generate(() -> next(vertx)).limit(collectors).toList();
    return new Loops(vertx, gate, edge, feed, own);
  }

  private static List<Context> feedLoops(Vertx vertx, Context gate, FeedPlacement placement) {
    return switch (placement) {
      case SEPARATE -> List.of(next(vertx));
      case ON_GATE -> List.of(gate);
      case BOTH -> List.of(gate, next(vertx));
    };
  }

  /** Outside of Vert.x {@code getOrCreateContext} would give one and the same each time. */
  private static Context next(Vertx vertx) {
    return ((VertxInternal) vertx).createEventLoopContext();
  }

  Executor edgeExecutor() {
    return task -> edge.runOnContext(go -> task.run());
  }

  Executor gateExecutor() {
    return task -> gate.runOnContext(go -> task.run());
  }

  /** Does something again and again, until the loops are closed. */
  void everyOnEdge(long periodMs, Runnable task) {
    edge.runOnContext(go -> vertx.setPeriodic(periodMs, id -> task.run()));
  }

  Future<Void> close() {
    return vertx.close();
  }
}

package io.driftgate.feed;

import io.driftgate.feed.door.Listener;
import io.driftgate.feed.drill.Drill;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;

/** The feed's clockwork: one timer a purpose and loop, none a desk. Any thread. */
final class FeedTimers {
  private static final long TELEMETRY_MS = 250;
  private static final int TICKS_PER_LEASE = 8;

  private final Vertx vertx;
  private final Context gateLoop;
  private volatile boolean stopped;

  FeedTimers(Vertx vertx, Context gateLoop) {
    this.vertx = vertx;
    this.gateLoop = gateLoop;
  }

  void start(
      Announcer announcer, Optional<Drill> drill, List<Listener> listeners, FeedOptions options) {
    gateLoop.runOnContext(
        here -> {
          every(options.heartbeatMs(), announcer::heartbeat);
          every(TELEMETRY_MS, announcer::telemetry);
          every(options.leaseMs() / TICKS_PER_LEASE, announcer::confirm);
          drill.ifPresent(Drill::run);
          drill.ifPresent(path -> every(options.drillMs(), path::run));
        });
    for (Listener listener : listeners) {
      listener
          .loop()
          .runOnContext(here -> every(options.leaseMs() / TICKS_PER_LEASE, listener::tick));
    }
  }

  /** Counted from the end of the last time: a stalled loop must not catch up. */
  private void every(long ms, Runnable task) {
    vertx.setTimer(
        ms,
        timer -> {
          if (!stopped) {
            try {
              task.run();
            } finally {
              every(ms, task);
            }
          }
        });
  }

  void stop() {
    stopped = true;
  }
}

package io.driftgate.app.monitor;

import io.driftgate.core.fact.Stamp;
import io.driftgate.hooks.HookTimers;
import io.vertx.core.Vertx;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** The edge loop's time. Called on it, where its timers come, too. */
record EdgeTimers(Loops loops, Supplier<Stamp> clock) implements HookTimers {
  @Override
  public long nanos() {
    return clock.get().nanos();
  }

  @Override
  public long wallMs() {
    return clock.get().wallMs();
  }

  @Override
  public Pending after(long delayMs, Runnable task) {
    Vertx vertx = loops.vertx();
    long timer = vertx.setTimer(Math.max(1, delayMs), due -> task.run());
    return () -> vertx.cancelTimer(timer);
  }

  @Override
  public double random() {
    return ThreadLocalRandom.current().nextDouble();
  }
}

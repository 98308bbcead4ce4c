package io.driftgate.app.monitor;

import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Context;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.TimeUnit;

/**
 * The event loop's own timer. Vert.x's counts in milliseconds; a deadline is worth more than that.
 */
final class NettyTimer implements LoopTimer {
  private final ContextInternal context;

  NettyTimer(Context eventLoop) {
    this.context = (ContextInternal) eventLoop;
  }

  @Override
  public Pending after(long delayNanos, Runnable task) {
    ScheduledFuture<?> pending =
        context
            .nettyEventLoop()
            .schedule(() -> context.dispatch(task), delayNanos, TimeUnit.NANOSECONDS);
    return () -> pending.cancel(false);
  }
}

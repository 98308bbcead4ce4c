package io.driftgate.feed;

import io.driftgate.feed.desk.Hop;
import io.vertx.core.Context;
import io.vertx.core.internal.ContextInternal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** To an event loop: at once when already there, else queued behind what was queued before. */
final class LoopHop implements Hop {
  private static final Logger LOG = LoggerFactory.getLogger(LoopHop.class);

  private final ContextInternal context;

  LoopHop(Context context) {
    this.context = (ContextInternal) context;
  }

  boolean isHere() {
    return context.inThread();
  }

  @Override
  public void run(Runnable task) {
    if (isHere()) {
      runHere(task);
    } else {
      context.runOnContext(hopped -> task.run());
    }
  }

  /** A boundary like the loop's own: what breaks in a room must not reach the gate. */
  private static void runHere(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("a task on the feed's loop failed", e);
    }
  }
}

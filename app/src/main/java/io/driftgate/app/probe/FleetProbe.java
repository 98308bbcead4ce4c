package io.driftgate.app.probe;

import io.driftgate.collector.Collector;
import io.driftgate.collector.MissingHeaders;
import io.driftgate.collector.NodeEndpoint;
import io.driftgate.core.fact.Stamp;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Asks nodes as the monitor would, each at its own pace, until every one has been asked often
 * enough or its time is over: its timeout and a few polls, and never more than {@value #MOST_S} s.
 *
 * <p>Begin and stop once, from any thread that is not an event loop.
 */
public final class FleetProbe {
  /** A person waits for it. */
  public static final int MOST_S = 10;

  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(MOST_S);

  /** For the polls after the first one, however far apart they are. */
  private static final long MORE_POLLS_NANOS = TimeUnit.SECONDS.toNanos(3);

  /** The collector spreads first polls over a second at most. */
  private static final long SPREAD_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long LOOK_MS = 50;

  private final Vertx vertx;
  private final Context loop;
  private final Supplier<Stamp> clock;
  private final List<NodeEndpoint> nodes;
  private final FleetNotes notes;
  private final Collector collector;
  private final Promise<List<NodeFinding>> done = Promise.promise();
  private long beganNanos;
  private volatile int settled;

  /**
   * Opens nothing yet.
   *
   * @param clock read on the loop; its monotonic part never goes back
   * @param nodes each with its own name
   */
  public FleetProbe(Vertx vertx, Supplier<Stamp> clock, List<NodeEndpoint> nodes) {
    this.vertx = vertx;
    this.clock = clock;
    this.nodes = List.copyOf(nodes);
    loop = vertx.getOrCreateContext();
    loop.exceptionHandler(done::tryFail);
    notes = new FleetNotes(nodes, SPREAD_NANOS);
    collector = new Collector(vertx, loop, clock, notes, nodes, MissingHeaders.NONE);
  }

  /** What the nodes showed, in their order. */
  public Future<List<NodeFinding>> begin() {
    collector.start().onSuccess(begun -> loop.runOnContext(go -> watch())).onFailure(done::tryFail);
    return done.future();
  }

  /** How many nodes have been asked often enough so far. Any thread. */
  public int settled() {
    return settled;
  }

  /** Lets go of every connection. */
  public Future<Void> stop() {
    return collector.stop();
  }

  private void watch() {
    beganNanos = clock.get().nanos();
    vertx.setPeriodic(LOOK_MS, this::look);
  }

  private void look(long timer) {
    long passedNanos = clock.get().nanos() - beganNanos;
    int over = 0;
    for (int i = 0; i < nodes.size(); i++) {
      if (notes.nodes().get(i).isSettled(passedNanos) || passedNanos >= limitNanos(nodes.get(i))) {
        over++;
      }
    }
    settled = over;
    if (over == nodes.size()) {
      vertx.cancelTimer(timer);
      done.tryComplete(notes.nodes().stream().map(NodeNotes::finding).toList());
    }
  }

  /** From the start on. */
  static long limitNanos(NodeEndpoint node) {
    long timeout = Math.min(MOST_NANOS, node.timeoutNanos());
    long interval = Math.min(MOST_NANOS, node.intervalNanos());
    long morePolls = Math.min(MORE_POLLS_NANOS, NodeNotes.POLLS * interval);
    return Math.min(MOST_NANOS, SPREAD_NANOS + timeout + morePolls);
  }
}

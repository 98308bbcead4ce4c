package io.driftgate.collector;

import io.driftgate.core.GateInputs;
import io.driftgate.core.fact.ClientIdentified;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.HeaderFetched;
import io.driftgate.core.fact.KeepAlive;
import io.driftgate.core.fact.LivenessObserved;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.PushChanged;
import io.driftgate.core.fact.RollupObserved;
import io.driftgate.core.fact.Stamp;
import io.vertx.core.Context;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Hands facts of other loops over to the core's, with the stamps they have; each loop's in their
 * order. What does not fit is dropped and counted: a node that so falls silent is UNKNOWN, which
 * closes. Facts are taken on any thread.
 */
final class FactQueue implements GateInputs {
  /** Ten seconds of 10,000 nodes at one answer in two seconds. */
  static final int CAPACITY = 1 << 16;

  /** Handed over in one go, before the core's loop may do something else. */
  private static final int AT_ONCE = 256;

  private final Context loop;
  private final GateInputs core;
  private final Runnable afterwards;
  private final ArrayBlockingQueue<Consumer<GateInputs>> queue;
  private final AtomicBoolean awake = new AtomicBoolean();
  private final AtomicLong dropped = new AtomicLong();
  private volatile boolean stopped;

  /**
   * An empty one.
   *
   * @param loop the core's
   * @param core called on it only
   * @param afterwards run on it when some were handed over
   */
  FactQueue(Context loop, GateInputs core, Runnable afterwards, int capacity) {
    this.loop = loop;
    this.core = core;
    this.afterwards = afterwards;
    queue = new ArrayBlockingQueue<>(capacity);
  }

  /** Nothing is handed over any more, once this was called on the core's loop. */
  void stop() {
    stopped = true;
    queue.clear();
  }

  /** Facts that did not fit. Any thread. */
  long dropped() {
    return dropped.get();
  }

  @Override
  public void onHead(HeadObserved fact) {
    put(to -> to.onHead(fact));
  }

  @Override
  public void onFailure(ProbeFailed fact) {
    put(to -> to.onFailure(fact));
  }

  @Override
  public void onPush(PushChanged fact) {
    put(to -> to.onPush(fact));
  }

  @Override
  public void onKeepAlive(KeepAlive fact) {
    put(to -> to.onKeepAlive(fact));
  }

  @Override
  public void onClient(ClientIdentified fact) {
    put(to -> to.onClient(fact));
  }

  @Override
  public void onHeader(HeaderFetched fact) {
    put(to -> to.onHeader(fact));
  }

  @Override
  public void onRollup(RollupObserved fact) {
    put(to -> to.onRollup(fact));
  }

  @Override
  public void onLiveness(LivenessObserved fact) {
    put(to -> to.onLiveness(fact));
  }

  @Override
  public void onTick(Stamp now) {
    throw new UnsupportedOperationException("a collector tells no time");
  }

  private void put(Consumer<GateInputs> fact) {
    if (stopped) {
      return;
    }
    if (!queue.offer(fact)) {
      dropped.incrementAndGet();
    }
    wake();
  }

  private void wake() {
    if (awake.compareAndSet(false, true)) {
      loop.runOnContext(go -> drain());
    }
  }

  private void drain() {
    for (int i = 0; i < AT_ONCE && !stopped; i++) {
      Consumer<GateInputs> fact = queue.poll();
      if (fact == null) {
        break;
      }
      fact.accept(core);
    }
    afterwards.run();
    awake.set(false);
    if (!queue.isEmpty()) {
      wake();
    }
  }
}

package io.driftgate.core.gate;

import io.driftgate.core.fact.NodeId;
import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.plan.Ratio;
import java.util.List;

/**
 * A metric over a scope, as exact numbers: nanoseconds, blocks, counts, or weight over weight.
 *
 * <p>A gauge only reads what was measured; it is told by {@link #subscribe} when to look again.
 */
interface Gauge {
  /** More than any threshold. */
  long INFINITE = Long.MAX_VALUE;

  /** Whether there is a value; {@link #numerator} means nothing otherwise. */
  boolean present();

  /** The value, or its numerator; or {@link #INFINITE}. */
  long numerator(long nowNanos);

  /** 1 unless the metric is a fraction. */
  default long denominator() {
    return 1;
  }

  /** Whether the value was measured, and does not merely stand for what reads as clear. */
  default boolean measured() {
    return true;
  }

  /**
   * The first instant after now at which the value exceeds a threshold that it does not exceed yet,
   * if nothing more arrives; {@link Deadlines#NEVER} for none.
   */
  long exceedsAtNanos(Ratio threshold, long nowNanos);

  /**
   * Which clock the instants are of that {@link #exceedsAtNanos} names.
   *
   * @param coreTime for all that do not compare with wall time
   */
  default Deadlines clock(Deadlines coreTime) {
    return coreTime;
  }

  /**
   * The next instant of core time at which the value may fall, or come to be none, if nothing more
   * arrives; {@link Deadlines#NEVER} for none.
   */
  default long changesAtNanos(long nowNanos) {
    return Deadlines.NEVER;
  }

  /** Why the value is not to be believed, so that readings stay what they were; mostly empty. */
  default String doubt() {
    return "";
  }

  /**
   * The truth lies between the value and the value + this; nanoseconds; 0 for what is no duration.
   */
  default long uncertaintyNanos(long nowNanos) {
    return 0;
  }

  /** Up to five nodes as evidence, worst first. */
  List<NodeId> evidence(long nowNanos);

  /**
   * Has {@code onChange} called whenever the value may have changed other than by time passing.
   * Called once. Topics get {@code onChange} itself, or a {@link
   * io.driftgate.core.measure.Topic.Subscriber} that goes with it, as {@link Members#subscribe}
   * makes: what wraps it otherwise stays after a swap.
   */
  void subscribe(Runnable onChange);
}

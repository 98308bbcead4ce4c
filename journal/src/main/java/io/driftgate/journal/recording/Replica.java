package io.driftgate.journal.recording;

import io.driftgate.core.RiskGate;
import io.driftgate.core.SignalListener;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.order.Openings;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Notice;
import io.driftgate.core.signal.Opening;
import java.util.ArrayDeque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A second core that is told exactly what is recorded. So the gate loop pays nothing for a
 * snapshot; and that the same inputs give the same outputs is checked all the time. The recorder's
 * thread.
 */
final class Replica implements SignalListener {
  private static final Logger LOG = LoggerFactory.getLogger(Replica.class);

  private final ArrayDeque<Object> told = new ArrayDeque<>();
  private final RiskGate gate;
  private FleetPlan plan;
  private Stamp at;
  private boolean exact = true;
  private boolean broken;
  private long differences;

  Replica(FleetPlan plan, long epoch, Stamp began) {
    this.plan = plan;
    at = began;
    gate = new RiskGate(plan, epoch, began, Openings.JOURNALLED, this);
    told.clear();
  }

  /** An item of the live core: an input to follow, or an output to compare. */
  void take(Object item) {
    if (item instanceof Gap) {
      exact = false;
    } else if (Items.isOutput(item)) {
      compare(item);
    } else {
      follow(item);
    }
  }

  private void follow(Object input) {
    if (exact && !told.isEmpty()) {
      differs("told what the live core did not: " + told.peek());
    }
    told.clear();
    if (broken) {
      return;
    }
    at = Items.stampOf(input).orElse(at);
    if (input instanceof PlanTaken taken) {
      plan = taken.plan();
    }
    try {
      Items.play(input, gate);
    } catch (RuntimeException | StackOverflowError e) {
      broken = true;
      exact = false;
      LOG.error("the recorder's own core broke on {}; files begin without snapshots now", input, e);
    }
  }

  private void compare(Object output) {
    if (!exact) {
      return;
    }
    Object own = told.poll();
    if (!output.equals(own)) {
      differs("told " + own + " where the live core told " + output);
    }
  }

  private void differs(String how) {
    differences++;
    exact = false;
    LOG.error("the recorder's own core, given the same inputs, {}: this is a bug", how);
  }

  /** The whole state; empty after the core broke. */
  Optional<byte[]> snapshot() {
    return broken ? Optional.empty() : Optional.of(CoreSnapshot.of(gate, this));
  }

  /** The plan in force. */
  FleetPlan plan() {
    return plan;
  }

  /** Of the last input. */
  Stamp at() {
    return at;
  }

  /** Whether its state is the live core's. */
  boolean isExact() {
    return exact;
  }

  /** How often it told something else than the live core; then it is compared no more. */
  long differences() {
    return differences;
  }

  @Override
  public void onSignal(GateSignal signal) {
    told.add(signal);
  }

  @Override
  public void onShadow(String policy, GateSignal signal) {
    told.add(new ShadowMoved(policy, signal));
  }

  @Override
  public void onOpening(Opening opening) {
    told.add(opening);
  }

  @Override
  public void onNotice(Notice notice) {
    told.add(notice);
  }
}

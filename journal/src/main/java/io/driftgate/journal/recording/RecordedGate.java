package io.driftgate.journal.recording;

import io.driftgate.core.GateInputs;
import io.driftgate.core.GateOrders;
import io.driftgate.core.RiskGate;
import io.driftgate.core.SignalListener;
import io.driftgate.core.fact.ClientIdentified;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.HeaderFetched;
import io.driftgate.core.fact.KeepAlive;
import io.driftgate.core.fact.LivenessObserved;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.PushChanged;
import io.driftgate.core.fact.RollupObserved;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.order.DrainOrder;
import io.driftgate.core.order.JournalChanged;
import io.driftgate.core.order.Journalled;
import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.order.ProtectionChanged;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Notice;
import io.driftgate.core.signal.Opening;

/**
 * The core's ports with a tee: each input goes to the recorder and then to the core, and what the
 * core tells follows it. A fact is passed on as it is, nothing is made and nobody waits.
 *
 * <p>On the gate loop.
 */
public final class RecordedGate implements GateInputs, GateOrders, SignalListener {
  private final RiskGate core;
  private final Recorder recorder;

  /** A core that has been told nothing yet. */
  public RecordedGate(RiskGate core, Recorder recorder) {
    this.core = core;
    this.recorder = recorder;
  }

  @Override
  public void onHead(HeadObserved fact) {
    recorder.put(fact);
    core.onHead(fact);
  }

  @Override
  public void onFailure(ProbeFailed fact) {
    recorder.put(fact);
    core.onFailure(fact);
  }

  @Override
  public void onPush(PushChanged fact) {
    recorder.put(fact);
    core.onPush(fact);
  }

  @Override
  public void onKeepAlive(KeepAlive fact) {
    recorder.put(fact);
    core.onKeepAlive(fact);
  }

  @Override
  public void onClient(ClientIdentified fact) {
    recorder.put(fact);
    core.onClient(fact);
  }

  @Override
  public void onHeader(HeaderFetched fact) {
    recorder.put(fact);
    core.onHeader(fact);
  }

  @Override
  public void onRollup(RollupObserved fact) {
    recorder.put(fact);
    core.onRollup(fact);
  }

  @Override
  public void onLiveness(LivenessObserved fact) {
    recorder.put(fact);
    core.onLiveness(fact);
  }

  @Override
  public void onTick(Stamp now) {
    recorder.put(now);
    core.onTick(now);
  }

  @Override
  public void onDrain(DrainOrder order) {
    recorder.put(order);
    core.onDrain(order);
  }

  @Override
  public void onOverride(OverrideOrder order) {
    recorder.put(order);
    core.onOverride(order);
  }

  @Override
  public void onProtection(ProtectionChanged fact) {
    recorder.put(fact);
    core.onProtection(fact);
  }

  @Override
  public void onJournal(JournalChanged fact) {
    recorder.put(fact);
    core.onJournal(fact);
  }

  @Override
  public void onJournalled(Journalled fact) {
    recorder.put(fact);
    core.onJournalled(fact);
  }

  /** The caller has checked the plan: one that is refused is no input. */
  @Override
  public void onPlan(FleetPlan plan, Stamp at) {
    recorder.put(new PlanTaken(plan, at));
    core.onPlan(plan, at);
  }

  /** Sends every market to WITHDRAW for good. */
  public void shutdown(Stamp at) {
    recorder.put(new Shutdown(at));
    core.shutdown(at);
  }

  @Override
  public void onSignal(GateSignal signal) {
    recorder.put(signal);
  }

  @Override
  public void onShadow(String policy, GateSignal signal) {
    recorder.put(new ShadowMoved(policy, signal));
  }

  @Override
  public void onOpening(Opening opening) {
    recorder.put(opening);
  }

  @Override
  public void onNotice(Notice notice) {
    recorder.put(notice);
  }
}

package io.driftgate.simulator.proof;

import io.driftgate.core.GateView;
import io.driftgate.core.SignalListener;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Notice;
import io.driftgate.core.view.ChainView;
import io.driftgate.core.view.NodeView;
import io.driftgate.simulator.virtual.Input;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What can be seen of a gate after one step. Views are made when they are first asked for; whoever
 * needs those of nodes asks only in steps that are {@link #thorough}.
 */
public final class Step implements SignalListener {
  private final List<GateSignal> signals = new ArrayList<>();
  private final List<GateSignal> shadowSignals = new ArrayList<>();
  private final List<Notice> notices = new ArrayList<>();
  private final Map<MarketId, Output> outputs = new LinkedHashMap<>();
  private final Map<ChainId, ChainView> chains = new LinkedHashMap<>();
  private final Map<NodeId, NodeView> nodes = new LinkedHashMap<>();
  private Core core;
  private FleetPlan plan;
  private Input input;
  private boolean due;
  private boolean thorough;
  private long nowNanos;
  private long clockNanos;
  private long wallOffsetMs;
  private long deadlineBeforeNanos;
  private long deadlineNanos;

  /** A gate is about to be started. */
  void clear() {
    signals.clear();
    shadowSignals.clear();
    notices.clear();
    chains.clear();
    nodes.clear();
  }

  /** A gate begins in place of the one before. */
  void begin(Core started, FleetPlan itsPlan, long startNanos) {
    core = started;
    nowNanos = startNanos;
    adopt(itsPlan);
    deadlineNanos = core.nextDeadlineNanos().getAsLong();
  }

  /** The gate's plan is another; its markets are known anew. */
  void adopt(FleetPlan another) {
    plan = another;
    outputs.clear();
    core.view().markets().forEach(row -> outputs.put(row.id(), Output.of(row)));
  }

  /** What the clocks of the gate's process show in the next step. */
  void clocks(long monotonicNanos, long offsetMs) {
    clockNanos = monotonicNanos;
    wallOffsetMs = offsetMs;
  }

  /** The gate is about to be told. */
  void prepare(Input next, boolean becauseDue) {
    input = next;
    due = becauseDue;
    deadlineBeforeNanos = deadlineNanos;
    clear();
  }

  /** The gate was told. */
  void complete(boolean checkAll) {
    nowNanos = Math.max(nowNanos, input.stampNanos());
    deadlineNanos = core.nextDeadlineNanos().getAsLong();
    thorough = checkAll || !signals.isEmpty();
    for (int i = 0; i < signals.size(); i++) {
      outputs.put(signals.get(i).market(), Output.after(signals.get(i)));
    }
  }

  @Override
  public void onSignal(GateSignal signal) {
    signals.add(signal);
  }

  @Override
  public void onShadow(String policy, GateSignal signal) {
    shadowSignals.add(signal);
  }

  @Override
  public void onNotice(Notice notice) {
    notices.add(notice);
  }

  /** What the gate was told. */
  public Input input() {
    return input;
  }

  /** Whether it was a tick that the gate's own deadline asked for. */
  public boolean due() {
    return due;
  }

  /**
   * Whether everything is to be looked at, each node too: in steps with a signal, and in one of
   * {@link Run#THOROUGH_EVERY_STEPS}. A node's view has its percentiles worked out and costs more
   * than the rest of a step.
   */
  public boolean thorough() {
    return thorough;
  }

  /** Whether all that can be told without nodes is to be looked at: after a deadline, too. */
  public boolean attentive() {
    return thorough || due;
  }

  public FleetPlan plan() {
    return plan;
  }

  public GateView view() {
    return core.view();
  }

  Core core() {
    return core;
  }

  /** Core time. */
  public long nowNanos() {
    return nowNanos;
  }

  /** Virtual time; core time is never later, and earlier where only others' stamps were told. */
  public long clockNanos() {
    return clockNanos;
  }

  /** What the gate's process stamps at an instant. */
  Stamp stamp(long nanos) {
    return new Stamp(nanos, wallOffsetMs + Math.floorDiv(nanos, 1_000_000L));
  }

  /** The deadline before this step. */
  public long deadlineBeforeNanos() {
    return deadlineBeforeNanos;
  }

  /** The deadline after this step. */
  public long deadlineNanos() {
    return deadlineNanos;
  }

  public List<GateSignal> signals() {
    return signals;
  }

  public List<GateSignal> shadowSignals() {
    return shadowSignals;
  }

  public List<Notice> notices() {
    return notices;
  }

  /** A market that nobody knows counts as the most open that there is: it is to be noticed. */
  Output output(MarketPlan market) {
    return outputs.getOrDefault(market.id(), Output.UNHEARD_OF);
  }

  ChainView chain(ChainId id) {
    ChainView known = chains.get(id);
    if (known == null) {
      known = core.view().chain(id).orElseThrow();
      chains.put(id, known);
    }
    return known;
  }

  NodeView node(NodeId id) {
    NodeView known = nodes.get(id);
    if (known == null) {
      known = core.view().node(id).orElseThrow();
      nodes.put(id, known);
    }
    return known;
  }

  ChainPlan chainPlan(ChainId id) {
    return plan.chains().stream().filter(chain -> chain.id().equals(id)).findFirst().orElseThrow();
  }
}

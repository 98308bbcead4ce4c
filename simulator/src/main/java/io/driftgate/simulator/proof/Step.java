package io.driftgate.simulator.proof;

import io.driftgate.core.GateView;
import io.driftgate.core.SignalListener;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeId;
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
 * needs those of all nodes asks only in steps that are {@link #thorough}.
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
    thorough = checkAll || due || !signals.isEmpty();
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

  /** Whether everything is to be looked at, and not only what this step touched. */
  public boolean thorough() {
    return thorough;
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

  Output output(MarketPlan market) {
    return outputs.get(market.id());
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

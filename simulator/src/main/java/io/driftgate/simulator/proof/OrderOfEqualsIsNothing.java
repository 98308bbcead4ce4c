package io.driftgate.simulator.proof;

import io.driftgate.core.GateView;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.view.ChainCondition;
import io.driftgate.core.view.ChainView;
import io.driftgate.core.view.NodeState;
import io.driftgate.core.view.NodeView;
import io.driftgate.simulator.virtual.Dice;
import io.driftgate.simulator.virtual.Input;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A second gate hears what was said at one instant in another order of nodes, each node's own kept.
 * Compared once the instant is over, one instant in some: what each believes of chains and nodes.
 * How often a reference rose within the instant is no belief, nor is what follows from that: being
 * warm, and stale.
 *
 * <p>CORRUPT is latched: who leaves a wrong branch in the very instant in which the right one
 * becomes final is caught there or not, by what was heard first; and a wrong head counts for the
 * redemption of who shows it in the instant in which the last other node leaves the blocks that
 * prove it wrong. The two gates part there, and are compared no more.
 */
final class OrderOfEqualsIsNothing implements Invariant {
  private static final int COMPARED_ONE_IN = 32;

  private final Core.Maker maker;
  private final List<Input> instant = new ArrayList<>();
  private long instantNanos = Long.MIN_VALUE;

  /** Core time when they were told: later than their stamp, if the gate was late. */
  private long coreNanos;

  private long salt;
  private int instants;
  private Follower follower;
  private final Set<NodeId> corrupt = new HashSet<>();
  private boolean parted;

  OrderOfEqualsIsNothing(Core.Maker maker) {
    this.maker = maker;
  }

  @Override
  public String claim() {
    return "permuting the order of inputs with equal stamps from different nodes changes nothing"
        + " that the tracker believes";
  }

  @Override
  public void onStart(Step step) {
    follower = new Follower(maker, step.plan(), step);
    instant.clear();
    corrupt.clear();
    parted = false;
  }

  @Override
  public Optional<String> beforeStepAt(long nanos, Step step) {
    if (parted || instant.isEmpty() || nanos == instantNanos) {
      return Optional.empty();
    }
    follower.tickBefore(coreNanos, step);
    if (coreNanos > instantNanos) {
      follower.tell(new Input.Tick(step.stamp(coreNanos)));
    }
    salt++;
    permute();
    instant.forEach(follower::tell);
    int told = instant.size();
    Set<NodeId> showed = showed();
    instant.clear();
    if (step.nowNanos() != instantNanos) {
      return Optional.empty();
    }
    Optional<String> latched = compareLatched(step, showed);
    boolean compares = told > 1 && instants++ % COMPARED_ONE_IN == 0;
    return compares && !parted && latched.isEmpty() ? compare(step) : latched;
  }

  private Set<NodeId> showed() {
    Set<NodeId> nodes = new HashSet<>();
    for (Input input : instant) {
      if (input instanceof Input.Head head) {
        nodes.add(head.fact().node());
      }
    }
    return nodes;
  }

  private Optional<String> compareLatched(Step step, Set<NodeId> showed) {
    for (NodePlan plan : step.plan().nodes()) {
      NodeId node = plan.id();
      boolean here = isCorrupt(step.view(), node);
      boolean there = isCorrupt(follower.core().view(), node);
      if (here != there && !corrupt.contains(node) && !showed.contains(node)) {
        return Optional.of(node + " is CORRUPT in one order only");
      }
      parted |= here != there;
      if (here) {
        corrupt.add(node);
      } else {
        corrupt.remove(node);
      }
    }
    return Optional.empty();
  }

  private static boolean isCorrupt(GateView view, NodeId node) {
    return view.node(node).orElseThrow().state() == NodeState.CORRUPT;
  }

  /** A new plan is no node's: what came before it stays before it, and what came after, after. */
  private void permute() {
    int from = 0;
    for (int i = 0; i <= instant.size(); i++) {
      if (i == instant.size() || instant.get(i) instanceof Input.Plan) {
        instant.subList(from, i).sort(Comparator.comparingLong(this::place));
        from = i + 1;
      }
    }
  }

  private long place(Input input) {
    String node = input.node().map(NodeId::value).orElse("");
    return Dice.mix(salt ^ node.hashCode());
  }

  @Override
  public Optional<String> check(Step step) {
    if (!step.due() && !parted) {
      instantNanos = step.input().stampNanos();
      coreNanos = instant.isEmpty() ? step.nowNanos() : coreNanos;
      instant.add(step.input());
    }
    return Optional.empty();
  }

  private Optional<String> compare(Step step) {
    for (ChainPlan chain : step.plan().chains()) {
      String one = belief(step.view().chain(chain.id()).orElseThrow());
      String other = belief(follower.core().view().chain(chain.id()).orElseThrow());
      if (!one.equals(other)) {
        return Optional.of(one + " became " + other);
      }
    }
    for (NodePlan node : step.plan().nodes()) {
      String one = belief(step.view().node(node.id()).orElseThrow());
      String other = belief(follower.core().view().node(node.id()).orElseThrow());
      if (!one.equals(other)) {
        return Optional.of(one + " became " + other);
      }
    }
    return Optional.empty();
  }

  private static String belief(ChainView view) {
    Set<ChainCondition> conditions = new HashSet<>(view.conditions());
    conditions.remove(ChainCondition.WARMING_UP);
    conditions.remove(ChainCondition.STALLED);
    return view.id()
        + " "
        + conditions.stream().sorted().toList()
        + view.reference()
        + view.leading()
        + view.observers()
        + view.agreement()
        + view.finalized();
  }

  private static String belief(NodeView view) {
    return view.id()
        + " "
        + view.state()
        + view.flags().stream().sorted().toList()
        + view.head()
        + view.finalized()
        + view.headLagBlocks()
        + view.behindNanos()
        + view.dataAgeNanos();
  }
}

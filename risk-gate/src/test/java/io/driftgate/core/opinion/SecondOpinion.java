package io.driftgate.core.opinion;

import io.driftgate.core.GateInputs;
import io.driftgate.core.GateOrders;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.ClientIdentified;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.HeaderFetched;
import io.driftgate.core.fact.KeepAlive;
import io.driftgate.core.fact.LivenessObserved;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.PushChanged;
import io.driftgate.core.fact.RollupObserved;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.fact.Verification;
import io.driftgate.core.opinion.Corruption.Why;
import io.driftgate.core.order.DrainOrder;
import io.driftgate.core.order.JournalChanged;
import io.driftgate.core.order.Journalled;
import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.order.ProtectionChanged;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.signal.Notice;

/**
 * What the core must believe and decide, computed a second time and slowly. Fed with the same
 * inputs as the core, in the same order; {@link Comparison} looks at both after each.
 */
public final class SecondOpinion implements GateInputs, GateOrders {
  private final FleetOpinion fleet;

  /**
   * Starts where a core starts.
   *
   * @param plan a plan that breaks no rule
   * @param start core time and wall time at the start
   */
  public SecondOpinion(FleetPlan plan, Stamp start) {
    fleet = new FleetOpinion(plan, start);
  }

  /** All that it holds. */
  FleetOpinion fleet() {
    return fleet;
  }

  @Override
  public void onHead(HeadObserved fact) {
    fleet.passesTo(fact.received());
    NodeOpinion node = fleet.node(fact.node());
    if (node == null) {
      return;
    }
    ChainOpinion chain = fleet.chainOf(node);
    boolean unsupported = chain.verify.isUnsupported();
    boolean doubted =
        !unsupported
            && (fact.verification() == Verification.MISMATCH
                || fact.verification() == Verification.UNKNOWN_FIELDS);
    Block block = chain.book.know(fact.head(), node.head(fleet.nowNanos()), doubted);
    block.shown = true;
    Showing showing = new Showing(block, fact);
    if (fact.verification() == Verification.VERIFIED) {
      chain.book.proves(block);
    }
    chain.drift.carriesDown(chain.histories);
    node.history.shows(showing, fleet.nowNanos());
    chain.drift.answers(node.history, fact);
    chain.book.forgets(chain.nodes, fleet.nowNanos());
    if (showing.mismatches() && !unsupported) {
      node.corruption.latch(Why.MISMATCH, node.history);
      node.history.failures.merge(FailureKind.INVALID_HEADER, 1L, Long::sum);
    }
    fleet.judge(node, true);
  }

  @Override
  public void onFailure(ProbeFailed fact) {
    fleet.passesTo(fact.at());
    NodeOpinion node = fleet.node(fact.node());
    if (node != null) {
      node.history.fails(fact);
      if (fact.kind() == FailureKind.INVALID_HEADER) {
        node.corruption.latch(Why.INVALID_HEADER, node.history);
      }
    }
    fleet.judge(null, true);
  }

  @Override
  public void onPush(PushChanged fact) {
    fleet.passesTo(fact.at());
    NodeOpinion node = fleet.node(fact.node());
    if (node != null) {
      node.history.pushes(fact.trusted());
    }
    fleet.judge(null, true);
  }

  @Override
  public void onKeepAlive(KeepAlive fact) {
    fleet.passesTo(fact.received());
    NodeOpinion node = fleet.node(fact.node());
    if (node != null) {
      node.history.keepsAlive(fact);
    }
    fleet.judge(null, true);
  }

  @Override
  public void onClient(ClientIdentified fact) {
    fleet.passesTo(fact.at());
    NodeOpinion node = fleet.node(fact.node());
    if (node != null) {
      node.history.names(fact.family());
    }
    fleet.judge(null, true);
  }

  @Override
  public void onHeader(HeaderFetched fact) {
    fleet.passesTo(fact.received());
    NodeOpinion node = fleet.node(fact.node());
    if (node != null) {
      ChainOpinion chain = fleet.chainOf(node);
      chain.headers.fetched(fact.head(), node, fleet.nowNanos());
      chain.drift.carriesDown(chain.histories);
    }
    fleet.judge(null, true);
  }

  @Override
  public void onRollup(RollupObserved fact) {
    fleet.passesTo(fact.received());
    NodeOpinion node = fleet.node(fact.node());
    if (node != null) {
      node.history.rollups.add(fact);
    }
    fleet.judge(null, true);
  }

  @Override
  public void onLiveness(LivenessObserved fact) {
    fleet.passesTo(fact.at());
    ChainOpinion chain = fleet.chain(fact.chain());
    if (chain != null) {
      chain.quiet.probed(fact.alive());
    }
    fleet.judge(null, true);
  }

  @Override
  public void onTick(Stamp now) {
    fleet.passesTo(now);
  }

  @Override
  public void onDrain(DrainOrder order) {
    fleet.passesTo(order.at());
    NodeOpinion node = fleet.node(order.node());
    if (node == null || fleet.refuses(order, node)) {
      fleet.notices.add(Notice.Kind.ORDER_REFUSED + " " + order.node());
    } else {
      boolean lifts = order.untilNanos() <= order.at().nanos();
      node.history.drainedUntilNanos = lifts ? Block.NEVER : order.untilNanos();
    }
    fleet.judge(null, true);
  }

  @Override
  public void onOverride(OverrideOrder order) {
    fleet.passesTo(order.at());
    boolean lifts = order.untilNanos() <= order.at().nanos();
    fleet.market(order.market()).ifPresent(market -> market.orders(lifts ? null : order));
    fleet.judge(null, true);
  }

  @Override
  public void onProtection(ProtectionChanged fact) {
    fleet.passesTo(fact.at());
    fleet.market(fact.market()).ifPresent(it -> it.isProtected(fact.by(), fact.stands()));
    fleet.judge(null, true);
  }

  @Override
  public void onJournal(JournalChanged fact) {
    fleet.passesTo(fact.at());
    if (fleet.journal.isWritable() && !fact.writable()) {
      fleet.notices.add(Notice.Kind.JOURNAL_LOST + " journal");
    }
    fleet.journal.changes(fact.writable(), fleet.nowNanos());
    fleet.judge(null, true);
  }

  /** The opinion is compared with gates that open at once. */
  @Override
  public void onJournalled(Journalled fact) {
    throw new UnsupportedOperationException("nothing waits for a journal");
  }

  @Override
  public void onPlan(FleetPlan plan, Stamp at) {
    fleet.passesTo(at);
    fleet.swaps(plan);
    fleet.judge(null, true);
  }

  NodeOpinion node(NodeId id) {
    return fleet.node(id);
  }

  ChainOpinion chain(ChainId id) {
    return fleet.chain(id);
  }
}

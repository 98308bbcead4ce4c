package io.driftgate.simulator.virtual;

import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.plan.Ratio;
import java.util.List;

/** In what a plan may differ from the one before it. */
final class PlanChanges {
  private PlanChanges() {}

  static NodePlan node(NodePlan node, Dice dice) {
    if (!dice.oneIn(8)) {
      return node;
    }
    return new NodePlan(
        node.id(),
        node.chain(),
        node.cluster(),
        dice.oneIn(2) ? node.operator() : "op" + dice.below(4),
        node.family(),
        dice.below(4),
        node.livenessNanos() * dice.between(1, 3),
        node.errorBarNanos());
  }

  static ChainPlan chain(ChainPlan chain, Dice dice) {
    if (!dice.oneIn(3)) {
      return chain;
    }
    QuorumPlan quorum = chain.quorum();
    return new ChainPlan(
        chain.id(),
        chain.blockTimeNanos(),
        new QuorumPlan(
            dice.oneIn(2) ? quorum.fraction() : new Ratio(dice.between(51, 80), 100),
            1 + dice.below(2),
            quorum.families(),
            quorum.operators()),
        dice.oneIn(2) ? chain.graceNanos() : dice.between(0, 8_000_000_000L),
        chain.toleranceNanos(),
        chain.quietLegal(),
        chain.maxLeadBlocks());
  }

  /** Drops one, draws one anew, or leaves them. */
  static void markets(List<MarketPlan> markets, MarketDice drawing, Dice dice) {
    int which = dice.below(markets.size());
    switch (dice.below(4)) {
      case 0 -> {
        if (markets.size() > 1) {
          markets.remove(which);
        }
      }
      case 1 -> markets.set(which, drawing.market(markets.get(which).id(), dice));
      case 2 -> markets.add(drawing.market(MarketDice.id(9), dice));
      default -> {}
    }
  }
}

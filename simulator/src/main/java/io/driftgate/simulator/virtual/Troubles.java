package io.driftgate.simulator.virtual;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What goes wrong with nodes, regions and chains, and when it is over. */
final class Troubles {
  private static final long SECOND = 1_000_000_000L;
  private static final Set<Ail> LIES =
      EnumSet.of(
          Ail.FAR_AHEAD,
          Ail.NEAR_AHEAD,
          Ail.FORKED,
          Ail.FALSE_ROOT,
          Ail.FALSE_FINALITY,
          Ail.FINALITY_BACK,
          Ail.BALANCED,
          Ail.INVALID_HEADERS,
          Ail.ERRORS,
          Ail.REORDERING);
  private static final Set<Ail> VERIFICATION = EnumSet.of(Ail.MISMATCHES, Ail.NEW_FIELDS);

  private final List<ChainLife> chains;
  private final Timeline timeline;
  private final Dice dice;
  private final Temper temper;
  private final List<Ail> ails = new ArrayList<>();

  Troubles(
      List<ChainLife> chains, Timeline timeline, Dice dice, Temper temper, Set<Feature> features) {
    this.chains = chains;
    this.timeline = timeline;
    this.dice = dice;
    this.temper = temper;
    for (Ail ail : Ail.values()) {
      boolean lies = LIES.contains(ail) || VERIFICATION.contains(ail);
      boolean known = !VERIFICATION.contains(ail) || features.contains(Feature.VERIFICATION);
      if (ail != Ail.CUT && known && (temper.lies() || !lies)) {
        ails.add(ail);
      }
    }
  }

  void start() {
    timeline.in(dice.between(10, 40) * SECOND, this::strike);
  }

  private void strike() {
    timeline.in(dice.between(1, 2 * temper.meanPeaceNanos()), this::strike);
    ChainLife chain = dice.pick(chains);
    long lasts = dice.tailed(SECOND / 2, 40 * SECOND);
    switch (dice.below(16)) {
      case 0 -> cut(dice.below(4), lasts);
      case 1 -> stall(chain, lasts);
      case 2 -> holdFinality(chain, lasts * 2);
      case 3 -> restartAll(chain);
      case 4, 5, 6 -> fork(chain, lasts);
      case 7 -> forkDay(chain, lasts);
      case 8 -> deaf(chain, lasts);
      default -> ail(dice.pick(chain.nodes()), dice.pick(ails), lasts);
    }
  }

  private void ail(VirtualNode node, Ail ail, long lasts) {
    NodeLife life = lifeOf(node);
    node.begin(ail);
    if (ail == Ail.DOWN) {
      life.unsubscribe();
    }
    timeline.in(lasts, () -> recover(node, ail));
  }

  private void recover(VirtualNode node, Ail ail) {
    NodeLife life = lifeOf(node);
    node.end(ail);
    if (ail == Ail.DOWN && temper.lies() && dice.oneIn(3)) {
      // It is back with the disk of yesterday.
      ail(node, Ail.FROZEN, dice.between(1, 20) * SECOND);
      if (dice.oneIn(3)) {
        node.becomes(node.client().equals("geth") ? "reth" : "geth");
      }
      life.identify();
    }
    timeline.in(dice.between(0, 2 * SECOND), life::resubscribe);
    timeline.in(dice.between(0, SECOND), life::pushHead);
  }

  private NodeLife lifeOf(VirtualNode node) {
    for (ChainLife chain : chains) {
      int index = chain.nodes().indexOf(node);
      if (index >= 0) {
        return chain.lives().get(index);
      }
    }
    throw new IllegalStateException("a node without a chain");
  }

  private void cut(int region, long lasts) {
    for (ChainLife chain : chains) {
      for (VirtualNode node : chain.nodes()) {
        if (node.profile().region() == region) {
          ail(node, Ail.CUT, lasts);
        }
      }
    }
  }

  private void stall(ChainLife chain, long lasts) {
    chain.chain().stall(true);
    boolean probeFails = dice.oneIn(2);
    chain.probeAnswers(!probeFails);
    timeline.in(
        lasts,
        () -> {
          chain.chain().stall(false);
          chain.probeAnswers(true);
        });
  }

  private void holdFinality(ChainLife chain, long lasts) {
    chain.chain().holdFinality(true);
    timeline.in(lasts, () -> chain.chain().holdFinality(false));
  }

  private void restartAll(ChainLife chain) {
    for (VirtualNode node : chain.nodes()) {
      if (dice.percent(80)) {
        ail(node, Ail.DOWN, dice.between(0, 15 * SECOND));
      }
    }
  }

  private void fork(ChainLife chain, long lasts) {
    if (!temper.forks() || chain.chain().forked()) {
      return;
    }
    long slots = dice.between(1, dice.oneIn(5) ? 40 : 4);
    long forNanos = Math.min(slots * chain.chain().plan().blockTimeNanos(), 2 * lasts);
    if (dice.oneIn(12)) {
      chain.chain().tearFinality(true);
      timeline.in(forNanos, () -> chain.chain().tearFinality(false));
    }
    chain.fork(forNanos);
  }

  /** Headers have fields that nobody here knows; or all hash to something else. */
  private void forkDay(ChainLife chain, long lasts) {
    Ail ail = dice.oneIn(2) ? Ail.NEW_FIELDS : Ail.MISMATCHES;
    if (!ails.contains(ail)) {
      return;
    }
    for (VirtualNode node : chain.nodes()) {
      timeline.in(dice.between(0, 3 * SECOND), () -> ail(node, ail, lasts));
    }
  }

  private void deaf(ChainLife chain, long lasts) {
    for (VirtualNode node : chain.nodes()) {
      if (dice.oneIn(2)) {
        ail(node, Ail.SILENT_PUSH, lasts);
      }
    }
  }
}

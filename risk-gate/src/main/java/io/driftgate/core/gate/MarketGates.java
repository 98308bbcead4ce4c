package io.driftgate.core.gate;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.measure.ChainTracker;
import io.driftgate.core.measure.Deadlines;
import io.driftgate.core.order.JournalChanged;
import io.driftgate.core.order.Openings;
import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.order.ProtectionChanged;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.ShadowPlan;
import io.driftgate.core.signal.Notice;
import io.driftgate.core.view.BoundReader;
import io.driftgate.core.view.MarketRow;
import io.driftgate.core.view.ShadowRow;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All markets in order of id, then their shadows, and which of them a step has to look at: those
 * whose legs answer otherwise, whose deadline is due, or which wait for a rise that was counted.
 */
public final class MarketGates {
  private final Roster roster;
  private final Journal journal;
  private final MarketListener listener;

  /** Makes the gates of a plan that keeps {@link io.driftgate.core.plan.PlanRules}. */
  public MarketGates(
      List<MarketPlan> markets,
      List<ShadowPlan> shadows,
      Map<ChainId, ChainTracker> chains,
      Deadlines deadlines,
      Stamp start,
      Openings openings,
      MarketListener listener) {
    this.listener = listener;
    journal = new Journal(openings, deadlines, this::markAll);
    roster = new Roster(new Legs(deadlines), journal, deadlines, listener);
    roster.become(markets, shadows, chains, chains.keySet(), start);
  }

  /**
   * The gate's half of a plan swap (semantics §6.8): called in the swap's step, when the chains are
   * those of the new plan and before {@link #settle}, which then restricts what the new plan asks
   * for.
   *
   * <p>A market that is equal in both plans, on chains that did not change, keeps everything. One
   * whose id stays keeps version, outputs, flaps and override, and all its clear runs begin in this
   * step. One that is gone is told to be closed, here; a new one starts closed.
   *
   * @param markets of the new plan
   * @param shadows of the new plan
   * @param chains all chains of the new plan
   * @param changed chains that are new, are gone, or whose plan or nodes are others: what was built
   *     over their trackers is built anew
   */
  public void replan(
      List<MarketPlan> markets,
      List<ShadowPlan> shadows,
      Map<ChainId, ChainTracker> chains,
      Set<ChainId> changed,
      Stamp now) {
    roster.become(markets, shadows, chains, changed, now);
  }

  /** Makes every market's outputs what the measurements ask for. */
  public void settle(Stamp now) {
    roster.look(now.nanos());
    BitSet marked = roster.marked();
    for (int i = marked.nextSetBit(0); i >= 0; i = marked.nextSetBit(i + 1)) {
      marked.clear(i);
      roster.entry(i).gate().settle(now);
    }
  }

  /** A person's order; {@link #settle} follows. Returns whether there is such a market. */
  public boolean order(OverrideOrder order) {
    Optional<Entry> entry = roster.find(order.market());
    entry.ifPresent(
        found -> {
          found.gate().order(order);
          found.mark();
        });
    return entry.isPresent();
  }

  /** What protects a market; {@link #settle} follows. Returns whether there is such a market. */
  public boolean protect(ProtectionChanged fact) {
    Optional<Entry> entry = roster.find(fact.market());
    entry.ifPresent(
        found -> {
          found.gate().protect(fact);
          found.mark();
        });
    return entry.isPresent();
  }

  /** The journal can, or cannot, be written; {@link #settle} follows. */
  public void journal(JournalChanged state, Stamp now) {
    if (journal.become(state, now.nanos())) {
      markAll();
      if (!state.writable()) {
        listener.noticed(
            Notice.Kind.JOURNAL_LOST,
            "journal",
            "The journal cannot be written"
                + (state.why().isEmpty() ? "" : " (" + state.why() + ")")
                + ": nothing opens, and all markets withdraw in "
                + Journal.PATIENCE_NANOS / 1_000_000_000
                + " s; make room on its disk, or see what else keeps it from being written");
      }
    }
  }

  /** Openings up to this ticket are on the disk; {@link #settle} follows. */
  public void journalled(long ticket) {
    journal.flushed(ticket);
  }

  private void markAll() {
    roster.entries().forEach(Entry::mark);
  }

  /** Closes every market for good. */
  public void stop(Stamp now) {
    roster.entries().forEach(entry -> entry.gate().stop("SHUTDOWN", now));
  }

  /** All markets, in order of id. */
  public List<MarketRow> rows(long nowNanos) {
    return roster.markets().stream().map(entry -> entry.gate().row(nowNanos)).toList();
  }

  public Optional<MarketRow> row(MarketId id, long nowNanos) {
    return roster.find(id).map(entry -> entry.gate().row(nowNanos));
  }

  /** Shows what each bound of each leg reads. */
  public void readBounds(BoundReader reader, long nowNanos) {
    roster.legs().show(reader, nowNanos);
  }

  /** All shadows, in order of market and policy. */
  public List<ShadowRow> shadows(long nowNanos) {
    return roster.shadows().stream().map(entry -> shadow(entry, nowNanos)).toList();
  }

  private static ShadowRow shadow(Entry entry, long nowNanos) {
    String policy = entry.plan().legs().get(0).policy().id();
    return new ShadowRow(policy, entry.gate().row(nowNanos));
  }
}

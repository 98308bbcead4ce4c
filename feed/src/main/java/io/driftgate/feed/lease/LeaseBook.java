package io.driftgate.feed.lease;

import io.driftgate.core.fact.MarketGlobs;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who holds which unexpired grant, and so may still be quoting after a restriction (semantics §7).
 *
 * <p>What counts are the grants made before the restriction: a later one names a table that holds
 * it, and permits nothing to a desk with another one. A grant counts from before it is made, so the
 * desk's permission is over when the lease has passed here. Desks that have gone hold their leases
 * until they end.
 *
 * <p>Costs: a restriction walks over all holders; all else is one look-up. A holder is remembered
 * for two leases after its desk has gone. Gate loop only; times in nanoseconds of its clock.
 *
 * @param <D> what a desk is known by
 */
public final class LeaseBook<D> {
  private final long leaseNanos;
  private final long wholeNanos;
  private final Map<D, Holder> holders = new LinkedHashMap<>();
  private final List<Holder> former = new ArrayList<>();
  private final BitSet slots = new BitSet();
  private final Map<String, Awaited> awaited = new LinkedHashMap<>();

  /** A desk's grants for one view. */
  private static final class Holder {
    private final int slot;
    private final MarketGlobs markets;
    private long untilNanos;

    Holder(int slot, MarketGlobs markets, long untilNanos) {
      this.slot = slot;
      this.markets = markets;
      this.untilNanos = untilNanos;
    }
  }

  /**
   * Nobody is known to hold anything; but processes before this one may have granted until just
   * now, so nothing is confirmed while a grant of theirs may stand, nor within the first lease.
   *
   * @param standingNanos for how long from the start that is
   */
  public LeaseBook(long leaseNanos, long standingNanos, long startNanos) {
    this.leaseNanos = leaseNanos;
    this.wholeNanos = startNanos + Math.max(leaseNanos, standingNanos);
  }

  /** A grant was made. */
  public void granted(D desk, MarketGlobs markets, long madeNanos) {
    long untilNanos = madeNanos + leaseNanos;
    Holder holder = holders.get(desk);
    if (holder != null && holder.markets.equals(markets)) {
      holder.untilNanos = untilNanos;
      return;
    }
    gone(desk);
    int slot = slots.nextClearBit(0);
    slots.set(slot);
    holders.put(desk, new Holder(slot, markets, untilNanos));
  }

  /** The desk has left, or sees other markets now; what it was granted before stands. */
  public void gone(D desk) {
    Holder holder = holders.remove(desk);
    if (holder != null) {
      former.add(holder);
    }
  }

  /** A market moved. What was awaited of it is no longer, and what restricts is. */
  public void moved(String market, long version, boolean restricts, long nowNanos) {
    awaited.remove(market);
    if (restricts) {
      Awaited restriction = new Awaited(market, version, nowNanos);
      holders.values().forEach(holder -> owes(restriction, holder, market, nowNanos));
      former.forEach(holder -> owes(restriction, holder, market, nowNanos));
      awaited.put(market, restriction);
    }
  }

  private static void owes(Awaited restriction, Holder holder, String market, long nowNanos) {
    if (holder.untilNanos - nowNanos > 0 && holder.markets.sees(market)) {
      restriction.owes(holder.slot, holder.untilNanos);
    }
  }

  /**
   * A desk says that it acted on this version, which it was sent.
   *
   * @return whether it was the last one that was waited for
   */
  public boolean acknowledged(D desk, String market, long version) {
    Awaited restriction = awaited.get(market);
    Holder holder = holders.get(desk);
    return restriction != null && holder != null && restriction.acknowledged(holder.slot, version);
  }

  /** Whether {@link #takeDue} would have something. */
  public boolean isDue(long nowNanos) {
    return isWhole(nowNanos) && awaited.values().stream().anyMatch(one -> one.isOver(nowNanos));
  }

  private boolean isWhole(long nowNanos) {
    return nowNanos - wholeNanos >= 0;
  }

  /** Those restrictions that nobody can be ignoring any more, each once, in their order. */
  public List<Confirmation> takeDue(long nowNanos) {
    List<Confirmation> due = new ArrayList<>();
    if (isWhole(nowNanos)) {
      for (Iterator<Awaited> each = awaited.values().iterator(); each.hasNext(); ) {
        Awaited restriction = each.next();
        if (restriction.isOver(nowNanos)) {
          due.add(restriction.confirmed(nowNanos));
          each.remove();
        }
      }
    }
    return due;
  }

  /**
   * Forgets desks that have gone, one lease after their grants have ended: until then a restriction
   * may be awaited that knows them by their slot. To be called a few times a lease.
   */
  public void forgetFormer(long nowNanos) {
    former.removeIf(
        holder -> {
          boolean over = nowNanos - holder.untilNanos > leaseNanos;
          if (over) {
            slots.clear(holder.slot);
          }
          return over;
        });
  }

  /** Desks that are remembered, those that have gone among them. */
  int size() {
    return holders.size() + former.size();
  }
}

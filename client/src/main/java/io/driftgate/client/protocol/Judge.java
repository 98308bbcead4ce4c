package io.driftgate.client.protocol;

import java.util.Arrays;

/**
 * Several gates, one answer: the strictest among those with an unexpired lease, of which there must
 * be enough; and what a gate was last heard forbidding counts for a while after its lease has
 * ended. Pure; instants are nanoseconds of the desk's monotonic clock.
 */
final class Judge {
  private final int needed;
  private final boolean[] leased;
  private final long[] leaseEnds;
  private final boolean[] heard;
  private final long[] holdEnds;
  private final long[] turns;

  /**
   * A judge.
   *
   * @param gates how many there are
   * @param needed how many must have an unexpired lease
   */
  Judge(int gates, int needed) {
    this.needed = needed;
    this.leased = new boolean[gates];
    this.leaseEnds = new long[gates];
    this.heard = new boolean[gates];
    this.holdEnds = new long[gates];
    this.turns = new long[2 * gates];
  }

  /** One gate's lease, if it ever had one, and how long what it said last is held. */
  void gate(int gate, GateTerms terms) {
    leased[gate] = terms.leased();
    leaseEnds[gate] = terms.leaseEnd();
    heard[gate] = terms.heard();
    holdEnds[gate] = terms.holdEnd();
  }

  /** What the gates' votes on one market permit from now on. */
  Permission judge(int[] votes, long now) {
    int count = 0;
    for (int gate = 0; gate < votes.length; gate++) {
      if (isLive(gate, now)) {
        turns[count++] = leaseEnds[gate];
      }
      if (isHeld(gate, now)
          && (Heard.heldQuotes(votes[gate]) || Heard.heldLiquidations(votes[gate]))) {
        turns[count++] = holdEnds[gate];
      }
    }
    sort(count, now);
    Permission following = at(votes, count == 0 ? now : turns[count - 1], null, 0);
    for (int turn = count - 2; turn >= -1 && count > 0; turn--) {
      following = at(votes, turn < 0 ? now : turns[turn], following, turns[turn + 1]);
    }
    return following;
  }

  /** By how far they lie ahead: instants of a monotonic clock may wrap. */
  private void sort(int count, long now) {
    for (int i = 0; i < count; i++) {
      turns[i] -= now;
    }
    Arrays.sort(turns, 0, count);
    for (int i = 0; i < count; i++) {
      turns[i] += now;
    }
  }

  private boolean isLive(int gate, long at) {
    return leased[gate] && at - leaseEnds[gate] < 0;
  }

  private boolean isHeld(int gate, long at) {
    return heard[gate] && at - holdEnds[gate] < 0;
  }

  private Permission at(int[] votes, long at, Permission following, long until) {
    int live = 0;
    boolean row = false;
    boolean rowless = false;
    boolean held = false;
    Quotes quotes = Quotes.OPEN;
    boolean paused = false;
    boolean pausedUnknown = false;
    for (int gate = 0; gate < votes.length; gate++) {
      int vote = votes[gate];
      row |= Heard.hasRow(vote);
      pausedUnknown |= Heard.hasRow(vote) && Heard.pausedUnknown(vote);
      if (isLive(gate, at)) {
        live++;
        rowless |= !Heard.hasRow(vote);
        quotes = quotes.worst(Heard.quotes(vote));
        paused |= Heard.paused(vote);
      }
    }
    boolean enough = live >= needed;
    if (!enough) {
      quotes = Quotes.WITHDRAW;
      paused = !row || pausedUnknown;
    }
    for (int gate = 0; gate < votes.length; gate++) {
      if (!isLive(gate, at) && isHeld(gate, at)) {
        if (Heard.heldQuotes(votes[gate]) && quotes != Quotes.WITHDRAW) {
          quotes = Quotes.WITHDRAW;
          held = true;
        }
        if (Heard.heldLiquidations(votes[gate]) && !paused) {
          paused = true;
          held = true;
        }
      }
    }
    return permission(quotes, paused, why(enough, row, rowless, held), following, until);
  }

  private static Why why(boolean enough, boolean row, boolean rowless, boolean held) {
    if (!row || (enough && rowless)) {
      return Why.NO_ROW;
    }
    if (!enough) {
      return Why.TOO_FEW_LEASES;
    }
    return held ? Why.HELD : Why.GATES_SAY;
  }

  private static Permission permission(
      Quotes quotes, boolean paused, Why why, Permission following, long until) {
    Liquidations liquidations = paused ? Liquidations.PAUSED : Liquidations.ENABLED;
    if (following == null) {
      return Permission.endless(quotes, liquidations, why);
    }
    if (following.says(quotes, liquidations, why)) {
      return following;
    }
    return Permission.until(quotes, liquidations, why, until, following);
  }
}

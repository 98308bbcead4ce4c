package io.driftgate.feed;

import io.driftgate.feed.rest.History;
import io.driftgate.feed.rest.PastTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * The last transitions of this process, and how long every decision took. What the log drops is
 * gone from REST, and desks that missed it get a snapshot. Gate loop only.
 */
final class TransitionLog implements History {
  /** How many transitions are kept. */
  static final int MAX_KEPT = 10_000;

  private static final long MAX_MICROS = 3_600_000_000L;
  private static final int DIGITS = 3;

  private final PastTransition[] ring = new PastTransition[MAX_KEPT];
  private final long[] bytesBefore = new long[MAX_KEPT];
  private final Histogram decisions = new Histogram(MAX_MICROS, DIGITS);
  private long added;
  private long bytes;

  void add(PastTransition transition) {
    int place = place(added);
    ring[place] = transition;
    bytesBefore[place] = bytes;
    bytes += transition.frame().length();
    added++;
    decisions.recordValue(Math.min(MAX_MICROS, transition.decisionMicros()));
  }

  private static int place(long number) {
    return (int) (number % MAX_KEPT);
  }

  @Override
  public List<PastTransition> transitions() {
    return from(Math.max(0, added - MAX_KEPT));
  }

  private List<PastTransition> from(long number) {
    List<PastTransition> found = new ArrayList<>((int) (added - number));
    for (long i = number; i < added; i++) {
      found.add(ring[place(i)]);
    }
    return found;
  }

  /**
   * All that came after a transition.
   *
   * @param seq 0 for all that ever came
   * @param most if there are more, there are none
   * @param mostBytes the same, for their length together
   */
  Optional<List<PastTransition>> after(long seq, int most, long mostBytes) {
    if (added == 0) {
      return seq == 0 ? Optional.of(List.of()) : Optional.empty();
    }
    long missed = ring[place(added - 1)].seq() - seq;
    if (missed < 0 || missed > Math.min(most, Math.min(added, MAX_KEPT))) {
      return Optional.empty();
    }
    List<PastTransition> found = from(added - missed);
    boolean whole = found.isEmpty() || found.get(0).seq() == seq + 1;
    boolean small = missed == 0 || bytes - bytesBefore[place(added - missed)] <= mostBytes;
    return whole && small ? Optional.of(found) : Optional.empty();
  }

  @Override
  public Histogram decisions() {
    return decisions.copy();
  }
}

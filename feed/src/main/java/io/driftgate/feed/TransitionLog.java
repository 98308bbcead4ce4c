package io.driftgate.feed;

import io.driftgate.feed.rest.History;
import io.driftgate.feed.rest.PastTransition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * The last transitions of this process, and how long every decision took. What the log drops is
 * gone from REST and nowhere else. Gate loop only.
 */
final class TransitionLog implements History {
  /** How many transitions are kept. */
  static final int MAX_KEPT = 10_000;

  private static final long MAX_MICROS = 3_600_000_000L;
  private static final int DIGITS = 3;

  private final Deque<PastTransition> kept = new ArrayDeque<>();
  private final Histogram decisions = new Histogram(MAX_MICROS, DIGITS);

  void add(PastTransition transition) {
    if (kept.size() == MAX_KEPT) {
      kept.removeFirst();
    }
    kept.addLast(transition);
    decisions.recordValue(Math.min(MAX_MICROS, transition.decisionMicros()));
  }

  @Override
  public List<PastTransition> transitions() {
    return new ArrayList<>(kept);
  }

  @Override
  public Histogram decisions() {
    return decisions.copy();
  }
}

package io.driftgate.feed;

import io.driftgate.core.GateView;
import io.driftgate.feed.desk.Audience;
import io.driftgate.feed.desk.Since;
import io.driftgate.feed.desk.Subscription;
import io.driftgate.feed.rest.PastTransition;
import java.util.List;
import java.util.Optional;

/**
 * What a desk that has a table has missed. There is an answer only if transitions are all that its
 * table lacks: it is of this process, not of the future, no market came or went since, and all of
 * them are still kept. Gate loop only.
 */
final class Resuming {
  /** Half of what may wait for a desk. */
  private static final long MOST_BYTES = 2L << 20;

  /** Each is signed for this desk alone, in some 0.1 ms, while the other signed desks wait. */
  private static final int MOST_SIGNED = 250;

  private final GateView view;
  private final TransitionLog log;
  private final Tables tables;

  Resuming(GateView view, TransitionLog log, Tables tables) {
    this.view = view;
    this.log = log;
    this.tables = tables;
  }

  /** The transitions of all markets; empty where only a snapshot will do. */
  Optional<List<PastTransition>> missed(Since since, Subscription asked) {
    if (since.epoch() != view.epoch() || !tables.onlyMovedSince(since.seq())) {
      return Optional.empty();
    }
    int most = asked.audience() == Audience.SIGNED ? MOST_SIGNED : TransitionLog.MAX_KEPT;
    return log.after(since.seq(), most, MOST_BYTES);
  }
}

package io.driftgate.feed.desk;

import java.util.Set;
import java.util.function.Consumer;

/**
 * How far a desk has come with telemetry. Since a subject's slot only ever holds its newest frame,
 * a desk that falls behind skips what was in between. On the desk's loop only.
 */
final class TelemetryCursor {
  private long sentRound = -1;
  private long passRound = -1;
  private int next;

  /** Everything is sent again. */
  void restart() {
    sentRound = -1;
    passRound = -1;
    next = 0;
  }

  /** Sends what is new, at most {@code budgetBytes}, and continues there with the next round. */
  void send(
      TelemetryRound round,
      Set<FeedStream> streams,
      Sight sight,
      long budgetBytes,
      Consumer<TelemetryRound.Slot> sink) {
    if (next == 0) {
      passRound = round.number();
    }
    long left = budgetBytes;
    while (next < round.slots().size() && left > 0) {
      TelemetryRound.Slot slot = round.slots().get(next++);
      if (slot.changed() > sentRound
          && streams.contains(slot.stream())
          && sight.sees(slot.names())) {
        sink.accept(slot);
        left -= slot.frame().length();
      }
    }
    if (next >= round.slots().size()) {
      sentRound = passRound;
      next = 0;
    }
  }
}

package io.driftgate.feed.desk;

import io.driftgate.feed.frame.WireFrame;
import java.util.List;

/**
 * The newest telemetry of every subject.
 *
 * @param number rises by one with every round
 * @param slots one for each subject, always in the same order
 */
public record TelemetryRound(long number, List<Slot> slots) {
  public TelemetryRound {
    slots = List.copyOf(slots);
  }

  /**
   * A subject's newest frame.
   *
   * @param stream where it belongs
   * @param changed the round in which it became this
   * @param names what markets' legs may call the subject, or what it is part of
   */
  public record Slot(FeedStream stream, WireFrame frame, long changed, List<String> names) {
    public Slot {
      names = List.copyOf(names);
    }
  }
}

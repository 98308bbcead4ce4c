package io.driftgate.feed.desk;

import io.driftgate.feed.frame.WireFrame;
import java.util.function.Function;

/**
 * The gate's last word.
 *
 * @param snapshot what holds at the end
 * @param signed makes a signed frame of JSON
 * @param gone called once everybody in a room has gone
 */
public record Farewell(Snapshot snapshot, Function<byte[], WireFrame> signed, Runnable gone) {
  WireFrame frame(Subscription subscription) {
    return snapshot.frame(
        subscription, subscription.audience() == Audience.SIGNED ? signed : WireFrame::text);
  }
}

package io.driftgate.feed;

import io.driftgate.feed.desk.Audience;
import io.driftgate.feed.desk.Desk;
import io.driftgate.feed.desk.DeskRoom;
import io.driftgate.feed.desk.FeedStream;
import io.driftgate.feed.desk.Subscription;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Who has subscribed to what, as the gate loop knows it; with it the gate loop spares itself hops
 * to rooms where nobody listens. Gate loop only.
 */
final class Seats {
  private static final Set<FeedStream> TELEMETRY =
      EnumSet.complementOf(EnumSet.of(FeedStream.GATE));

  private final IntConsumer subscribers;
  private final Map<Desk, Subscription> taken = new HashMap<>();
  private final Map<DeskRoom, Map<FeedStream, Integer>> listeners = new HashMap<>();
  private final Map<DeskRoom, Map<Audience, Integer>> audiences = new HashMap<>();

  /** Nobody yet; {@code subscribers} is told how many there are whenever that changes. */
  Seats(IntConsumer subscribers) {
    this.subscribers = subscribers;
  }

  /** Replaces what the desk had. */
  void take(Desk desk, Subscription subscription) {
    Subscription before = taken.put(desk, subscription);
    if (before != null) {
      count(desk.room(), before, -1);
    }
    count(desk.room(), subscription, 1);
    subscribers.accept(taken.size());
  }

  void leave(Desk desk) {
    Subscription before = taken.remove(desk);
    if (before != null) {
      count(desk.room(), before, -1);
      subscribers.accept(taken.size());
    }
  }

  private void count(DeskRoom room, Subscription subscription, int change) {
    Map<FeedStream, Integer> counts =
        listeners.computeIfAbsent(room, any -> new EnumMap<>(FeedStream.class));
    subscription.streams().forEach(stream -> counts.merge(stream, change, Integer::sum));
    if (subscription.streams().contains(FeedStream.GATE)) {
      audiences
          .computeIfAbsent(room, any -> new EnumMap<>(Audience.class))
          .merge(subscription.audience(), change, Integer::sum);
    }
  }

  Optional<Subscription> of(Desk desk) {
    return Optional.ofNullable(taken.get(desk));
  }

  /** Whether anybody in the room hears the gate, signed or not. */
  boolean any(DeskRoom room, Audience audience) {
    Map<Audience, Integer> counts = audiences.get(room);
    return counts != null && counts.getOrDefault(audience, 0) > 0;
  }

  /** Whether anybody in the room listens to the stream. */
  boolean any(DeskRoom room, FeedStream stream) {
    Map<FeedStream, Integer> counts = listeners.get(room);
    return counts != null && counts.getOrDefault(stream, 0) > 0;
  }

  /** The telemetry streams that anybody listens to. */
  Set<FeedStream> telemetry() {
    Set<FeedStream> wanted = EnumSet.noneOf(FeedStream.class);
    for (Map<FeedStream, Integer> counts : listeners.values()) {
      TELEMETRY.stream().filter(stream -> counts.getOrDefault(stream, 0) > 0).forEach(wanted::add);
    }
    return wanted;
  }
}

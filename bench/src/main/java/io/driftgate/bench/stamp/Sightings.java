package io.driftgate.bench.stamp;

import io.driftgate.core.fact.HeadObserved;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When which node's heads were first shown to polls, and how uncertain that is by semantics §2:
 * from the request of the last answer without the block to the answer with it. Written on one loop;
 * read when it has ended.
 */
public final class Sightings {
  private final Map<String, Sight> nodes = new HashMap<>();
  private final List<Sighting> all = new ArrayList<>();
  private long polls;

  /** One arrival as the product states it: not before {@code fromNanos}, not after the other. */
  public record Sighting(String node, long height, long fromNanos, long receivedNanos) {
    /** How uncertain it is. */
    public long uncertainNanos() {
      return receivedNanos - fromNanos;
    }
  }

  private static final class Sight {
    private long height = -1;
    private long sentNanos;
  }

  /** Takes a polled head. */
  public void polled(HeadObserved fact) {
    polls++;
    String node = fact.node().value();
    Sight sight = nodes.computeIfAbsent(node, name -> new Sight());
    long height = fact.head().height();
    if (sight.height >= 0) {
      for (long arrived = sight.height + 1; arrived <= height; arrived++) {
        all.add(new Sighting(node, arrived, sight.sentNanos, fact.received().nanos()));
      }
    }
    sight.height = Math.max(sight.height, height);
    sight.sentNanos = fact.sentNanos();
  }

  /** Answers so far. */
  public long polls() {
    return polls;
  }

  /** In the order of their arrival. */
  public List<Sighting> all() {
    return List.copyOf(all);
  }
}

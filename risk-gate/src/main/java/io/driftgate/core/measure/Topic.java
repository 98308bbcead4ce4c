package io.driftgate.core.measure;

import java.util.ArrayList;
import java.util.List;

/** Something that others depend on; they are told that it changed, and look for themselves. */
public final class Topic {
  /** A subscriber that may go, as after a plan swap. */
  public interface Subscriber extends Runnable {
    /** Whether it need not be told any more, for good. */
    boolean gone();
  }

  private final List<Runnable> subscribers = new ArrayList<>();

  /**
   * Calls {@code onChange} at every change from now on; it must only take note. Whoever has gone is
   * forgotten here, so that swaps leave nothing behind.
   */
  public void subscribe(Runnable onChange) {
    subscribers.removeIf(Topic::isGone);
    subscribers.add(onChange);
  }

  /** Whether this is a {@link Subscriber} that has gone. */
  public static boolean isGone(Runnable subscriber) {
    return subscriber instanceof Subscriber s && s.gone();
  }

  /** Subscribers that are remembered. */
  public int size() {
    return subscribers.size();
  }

  /** Whether anybody is there to be told. */
  boolean isHeard() {
    return subscribers.stream().anyMatch(subscriber -> !isGone(subscriber));
  }

  void changed() {
    for (int i = 0; i < subscribers.size(); i++) {
      subscribers.get(i).run();
    }
  }
}

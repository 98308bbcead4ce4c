package io.driftgate.core.measure;

import java.util.Arrays;
import java.util.stream.Stream;

/** Something that others depend on; they are told that it changed, and look for themselves. */
public final class Topic {
  /** A subscriber that may go, as after a plan swap. */
  public interface Subscriber extends Runnable {
    /** Whether it need not be told any more, for good. */
    boolean gone();
  }

  private static final Runnable[] NOBODY = {};

  private Runnable[] subscribers = NOBODY;

  /**
   * Calls {@code onChange} at every change from now on; it must only take note. Whoever has gone is
   * forgotten here, so that swaps leave nothing behind.
   */
  public void subscribe(Runnable onChange) {
    Stream<Runnable> staying = Arrays.stream(subscribers).filter(s -> !isGone(s));
    subscribers = Stream.concat(staying, Stream.of(onChange)).toArray(Runnable[]::new);
  }

  /** Whether this is a {@link Subscriber} that has gone. */
  public static boolean isGone(Runnable subscriber) {
    return subscriber instanceof Subscriber s && s.gone();
  }

  /** Subscribers that are remembered. */
  public int size() {
    return subscribers.length;
  }

  /** Whether anybody is there to be told. */
  boolean isHeard() {
    return Arrays.stream(subscribers).anyMatch(subscriber -> !isGone(subscriber));
  }

  void changed() {
    for (Runnable subscriber : subscribers) {
      subscriber.run();
    }
  }
}

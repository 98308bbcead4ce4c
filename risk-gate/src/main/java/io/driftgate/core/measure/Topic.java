package io.driftgate.core.measure;

import java.util.ArrayList;
import java.util.List;

/** Something that others depend on; they are told that it changed, and look for themselves. */
public final class Topic {
  private final List<Runnable> subscribers = new ArrayList<>();

  /** Calls {@code onChange} at every change from now on; it must only take note. */
  public void subscribe(Runnable onChange) {
    subscribers.add(onChange);
  }

  void changed() {
    for (int i = 0; i < subscribers.size(); i++) {
      subscribers.get(i).run();
    }
  }
}

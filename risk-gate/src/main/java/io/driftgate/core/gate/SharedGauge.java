package io.driftgate.core.gate;

import io.driftgate.core.measure.Topic;
import java.util.ArrayList;
import java.util.List;

/** A gauge and all that read it: it is measured once, however many policies bound it. */
final class SharedGauge implements Topic.Subscriber {
  private final Gauge gauge;
  private final List<Runnable> readers = new ArrayList<>();
  private boolean gone;

  SharedGauge(Gauge gauge) {
    this.gauge = gauge;
    gauge.subscribe(this);
  }

  Gauge gauge() {
    return gauge;
  }

  void join(Runnable reader) {
    readers.add(reader);
  }

  void leave(Runnable reader) {
    readers.remove(reader);
  }

  boolean unread() {
    return readers.isEmpty();
  }

  /** Nobody will read it any more. */
  void end() {
    gone = true;
  }

  @Override
  public boolean gone() {
    return gone;
  }

  @Override
  public void run() {
    for (int i = 0; i < readers.size(); i++) {
      readers.get(i).run();
    }
  }
}

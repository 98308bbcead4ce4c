package io.driftgate.client.protocol;

import java.util.EnumMap;
import java.util.Map;

/** How often what happened, and why something was given up last. */
final class SessionCounts {
  private final Map<Counted, Long> counts = new EnumMap<>(Counted.class);
  private String reason = "";

  SessionCounts() {
    for (Counted what : Counted.values()) {
      counts.put(what, 0L);
    }
  }

  void add(Counted what) {
    add(what, 1);
  }

  void add(Counted what, long times) {
    counts.merge(what, times, Long::sum);
  }

  void reason(String latest) {
    reason = latest;
  }

  String reason() {
    return reason;
  }

  Map<Counted, Long> copy() {
    return new EnumMap<>(counts);
  }
}

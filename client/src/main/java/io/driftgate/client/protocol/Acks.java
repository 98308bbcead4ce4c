package io.driftgate.client.protocol;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Acknowledgements on their way to a gate, one a market, no faster than a gate takes them: a gate
 * closes whoever sends more than 200 frames a second.
 */
final class Acks {
  private static final int PER_SECOND = 100;
  private static final long SECOND = 1_000_000_000L;

  private final Map<String, Long> due = new LinkedHashMap<>();
  private long windowNanos;
  private int sent;

  void add(String market, long version) {
    due.put(market, version);
  }

  void clear() {
    due.clear();
  }

  boolean isEmpty() {
    return due.isEmpty();
  }

  /** Sends what may be sent now, and returns how many that were. */
  int send(GateWire wire, long now) {
    if (now - windowNanos >= SECOND) {
      windowNanos = now;
      sent = 0;
    }
    int before = sent;
    for (Iterator<Map.Entry<String, Long>> each = due.entrySet().iterator();
        each.hasNext() && sent < PER_SECOND; ) {
      Map.Entry<String, Long> ack = each.next();
      each.remove();
      sent++;
      wire.send(
          "{\"op\":\"ack\",\"market\":\""
              + ack.getKey()
              + "\",\"version\":"
              + ack.getValue()
              + "}");
    }
    return sent - before;
  }
}

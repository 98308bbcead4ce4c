package io.driftgate.client.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What one gate knows and a checker needs: which renewals it answered with a grant that counts,
 * when each had reached it, and what it said of the market at any time. Times are {@link
 * System#nanoTime()}, which on Linux all processes share. Safe for any thread.
 */
class Evidence {
  /** One state of the market, from then on. */
  private record Said(long fromNanos, String quotes) {}

  private final Map<String, Long> granted = new HashMap<>();
  private final List<Said> history = new ArrayList<>();
  private long lastReachedNanos = Long.MIN_VALUE;
  private long obeyedNanos = Long.MAX_VALUE;

  /** To be told before the grant leaves. */
  synchronized void granted(String nonce, long reachedNanos) {
    granted.put(nonce, reachedNanos);
    lastReachedNanos = Math.max(lastReachedNanos, reachedNanos);
  }

  synchronized boolean isGranted(String nonce) {
    return granted.containsKey(nonce);
  }

  /** When the last renewal that was granted had reached the gate: not before it was sent. */
  synchronized OptionalLong lastReachedNanos() {
    return lastReachedNanos == Long.MIN_VALUE
        ? OptionalLong.empty()
        : OptionalLong.of(lastReachedNanos);
  }

  /** The market's quotes are these from now on. */
  synchronized void says(String quotes) {
    history.add(new Said(System.nanoTime(), quotes));
    obeyedNanos = Long.MAX_VALUE;
  }

  /** The client has said that it obeys what was said last. */
  synchronized void obeyed() {
    obeyedNanos = Math.min(obeyedNanos, System.nanoTime());
  }

  /** Whether the gate said something at least that permissive at some time in the span. */
  synchronized boolean permits(String quotes, long fromNanos, long toNanos) {
    for (int i = 0; i < history.size(); i++) {
      long ends = i + 1 < history.size() ? history.get(i + 1).fromNanos : Long.MAX_VALUE;
      Said said = history.get(i);
      if (said.fromNanos <= toNanos && ends >= fromNanos && rank(said.quotes) <= rank(quotes)) {
        return true;
      }
    }
    return false;
  }

  /** Whether what was asked for after this moment must be as strict as {@link #newest()}. */
  synchronized boolean isObeyedAt(long nanos) {
    return obeyedNanos < nanos;
  }

  synchronized String newest() {
    return history.get(history.size() - 1).quotes;
  }

  /** From permissive to strict; an unknown word is the strictest. */
  static int rank(String quotes) {
    return switch (quotes) {
      case "OPEN" -> 0;
      case "WIDEN" -> 1;
      default -> 2;
    };
  }
}

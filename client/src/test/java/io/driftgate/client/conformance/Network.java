package io.driftgate.client.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What lies between a scripted gate and its desks, and how it goes wrong. Safe for any thread. */
final class Network {
  private final Map<String, Integer> copies = new HashMap<>();
  private final Map<String, Consumer<ObjectNode>> tampering = new HashMap<>();
  private final Set<String> held = new HashSet<>();
  private UnaryOperator<String> resigning = UnaryOperator.identity();
  private long towardsDeskNanos;
  private long towardsGateNanos;

  /** Every frame takes that long, in order. */
  synchronized void latency(long towardsDeskMs, long towardsGateMs) {
    towardsDeskNanos = TimeUnit.MILLISECONDS.toNanos(towardsDeskMs);
    towardsGateNanos = TimeUnit.MILLISECONDS.toNanos(towardsGateMs);
  }

  /** The next frame of that type goes that often: 0 loses it. */
  synchronized void next(String type, int times) {
    copies.put(type, times);
  }

  /** Frames of that type wait until {@link #release}; all others overtake them. */
  synchronized void hold(String type) {
    held.add(type);
  }

  synchronized void release(String type) {
    held.remove(type);
  }

  /** Frames of that type say something else, and no grant among them counts. */
  synchronized void tamper(String type, Consumer<ObjectNode> how) {
    tampering.put(type, how);
  }

  /** Signed frames (two lines) are replaced. */
  synchronized void resign(UnaryOperator<String> how) {
    resigning = how;
  }

  /** All is well again; what is under way still takes as long as it took. */
  synchronized void heal() {
    copies.clear();
    tampering.clear();
    held.clear();
    resigning = UnaryOperator.identity();
    towardsDeskNanos = 0;
    towardsGateNanos = 0;
  }

  synchronized long towardsDeskNanos() {
    return towardsDeskNanos;
  }

  synchronized long towardsGateNanos() {
    return towardsGateNanos;
  }

  synchronized boolean isHeld(String type) {
    return held.contains(type);
  }

  synchronized int copiesOfNext(String type) {
    Integer times = copies.remove(type);
    return times == null ? 1 : times;
  }

  /** Whether it was changed. */
  synchronized boolean changes(ObjectNode frame) {
    Consumer<ObjectNode> how = tampering.get(frame.get("type").asText());
    if (how == null) {
      return false;
    }
    how.accept(frame);
    return true;
  }

  synchronized String resigned(String text) {
    return resigning.apply(text);
  }
}

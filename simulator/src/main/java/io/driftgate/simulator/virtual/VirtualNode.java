package io.driftgate.simulator.virtual;

import java.util.EnumMap;
import java.util.Map;

/** One simulated node: what has reached it, what ails it, and the state of its subscription. */
final class VirtualNode {
  private final NodeProfile profile;
  private final VirtualChain chain;
  private final Dice dice;
  private final Map<Ail, Integer> ails = new EnumMap<>(Ail.class);
  private VirtualBlock head;
  private VirtualBlock frozen;
  private int camp;
  private boolean subscribed;
  private String client;
  private long lastDeliveryNanos = Long.MIN_VALUE;

  VirtualNode(NodeProfile profile, VirtualChain chain, Dice dice) {
    this.profile = profile;
    this.chain = chain;
    this.dice = dice;
    head = chain.main();
    frozen = head;
    client = profile.client();
  }

  /** A block reaches it; returns whether its head is another now. */
  boolean arrive(VirtualBlock block) {
    boolean adopts =
        block.branch() == camp && (head.branch() != camp || block.height() > head.height());
    if (adopts) {
      head = block;
    }
    return adopts && !ails(Ail.FROZEN);
  }

  void begin(Ail ail) {
    if (!ails(ail)) {
      frozen = shown();
    }
    ails.merge(ail, 1, Integer::sum);
  }

  void end(Ail ail) {
    ails.computeIfPresent(ail, (a, times) -> times == 1 ? null : times - 1);
  }

  boolean ails(Ail ail) {
    return !ails.isEmpty() && ails.containsKey(ail);
  }

  /** Whether anything at all comes from it. */
  boolean reachable() {
    return !ails(Ail.DOWN) && !ails(Ail.HANGING) && !ails(Ail.CUT);
  }

  /** Its head, leaving lies aside. */
  VirtualBlock shown() {
    return ails(Ail.FROZEN) ? frozen : head;
  }

  /** What it showed when its newest ailment began. */
  VirtualBlock frozen() {
    return frozen;
  }

  void follow(int branch) {
    camp = branch;
  }

  int camp() {
    return camp;
  }

  NodeProfile profile() {
    return profile;
  }

  VirtualChain chain() {
    return chain;
  }

  Dice dice() {
    return dice;
  }

  boolean subscribed() {
    return subscribed;
  }

  void subscribe(boolean on) {
    subscribed = on;
  }

  String client() {
    return client;
  }

  void becomes(String family) {
    client = family;
  }

  /** How long a message from it takes. */
  long latencyNanos() {
    long usual = dice.tailed(profile.latencyNanos(), profile.latencyNanos());
    return ails(Ail.SLOW) ? usual + dice.between(200_000_000L, 4_000_000_000L) : usual;
  }

  /** Messages of one node keep their order, unless that is what ails it. */
  long inOrder(long atNanos) {
    if (ails(Ail.REORDERING)) {
      return atNanos + dice.between(0, 1_500_000_000L);
    }
    lastDeliveryNanos = Math.max(lastDeliveryNanos, atNanos);
    return lastDeliveryNanos;
  }
}

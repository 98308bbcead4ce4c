package io.driftgate.collector;

import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.Stamp;
import java.util.ArrayList;
import java.util.List;

/**
 * What the nodes of one chain show, for those who wait for its next block and for those who should
 * have pushed it. Knows the nodes of its loop only. Lives on the loop.
 *
 * <p>A timestamp ahead of the clock is nobody's news: a liar could so announce the next hour's
 * blocks. The fleet's height is one that more than half of all its nodes have shown: fewer prove
 * nothing against a node that pushes less.
 */
final class FleetPulse {
  private static final long MAX_AHEAD_MS = 2_000;
  private static final long NOTHING = -1;

  private final List<Listener> listeners = new ArrayList<>();
  private final List<NodePush> pushes = new ArrayList<>();
  private final List<Member> members = new ArrayList<>();
  private long newestMs = -1;

  /** Who waits. */
  interface Listener {
    /** A block that is newer than all before was shown for the first time. */
    void fleetShowed(long timestampMs, long nanos);
  }

  /** A node of the chain. */
  static final class Member {
    private long height = NOTHING;
  }

  void listen(Listener listener) {
    listeners.add(listener);
  }

  /** One that is compared with the others whenever {@link #compare} is called. */
  void watch(NodePush push) {
    pushes.add(push);
  }

  /** Who waits no more, or is compared no more, if it did; not while being told. */
  void forget(Object who) {
    listeners.remove(who);
    pushes.remove(who);
  }

  /** A further node. */
  Member join() {
    Member member = new Member();
    members.add(member);
    return member;
  }

  /** One node less. */
  void leave(Member member) {
    members.remove(member);
  }

  void showed(Member member, HeadObserved fact) {
    member.height = fact.head().height();
    long timestampMs = fact.head().timestampMs();
    if (timestampMs > newestMs && timestampMs <= fact.received().wallMs() + MAX_AHEAD_MS) {
      newestMs = timestampMs;
      for (int i = 0; i < listeners.size(); i++) {
        listeners.get(i).fleetShowed(timestampMs, fact.received().nanos());
      }
    }
  }

  /** Tells those who push what the fleet has shown by now; sorts the fleet, so now and then. */
  void compare(Stamp now) {
    if (!pushes.isEmpty()) {
      long height = height();
      pushes.forEach(push -> push.fleetStands(height, now));
    }
  }

  /** More than half of all nodes have shown it or a higher one; -1 if they have shown none. */
  long height() {
    long[] sorted = members.stream().mapToLong(member -> member.height).sorted().toArray();
    return sorted.length == 0 ? NOTHING : sorted[(sorted.length - 1) / 2];
  }
}

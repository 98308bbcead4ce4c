package io.driftgate.client.protocol;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.OptionalLong;

/** Renewals that wait for their grant, each with the time at which it was sent. Bounded. */
final class Nonces {
  private static final int MAX_OUTSTANDING = 64;

  private final Deque<Outstanding> outstanding = new ArrayDeque<>();
  private final String prefix;
  private long last;

  Nonces(String prefix) {
    this.prefix = prefix;
  }

  private record Outstanding(String nonce, long sentNanos) {}

  /** A nonce never used before. Note the time before this call, and send after it. */
  String next(long nowNanos) {
    if (outstanding.size() == MAX_OUTSTANDING) {
      outstanding.removeFirst();
    }
    last++;
    String nonce = prefix + "-" + last;
    outstanding.addLast(new Outstanding(nonce, nowNanos));
    return nonce;
  }

  /** When it was sent, and never again: a grant counts once. */
  OptionalLong take(String nonce) {
    for (Iterator<Outstanding> each = outstanding.iterator(); each.hasNext(); ) {
      Outstanding one = each.next();
      if (one.nonce().equals(nonce)) {
        each.remove();
        return OptionalLong.of(one.sentNanos());
      }
    }
    return OptionalLong.empty();
  }

  void clear() {
    outstanding.clear();
  }
}

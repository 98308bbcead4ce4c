package io.driftgate.core.fact;

import java.util.Set;

/**
 * What one node said at one moment (semantics §2).
 *
 * @param node who said it
 * @param transport how it came
 * @param sentNanos monotonic time at which the request was written; equal to {@code received} for a
 *     push
 * @param received when the last byte was read
 * @param head the newest block the node shows
 * @param finality what it says of safe and finalized
 * @param flags of {@code SYNCING}, {@code OPTIMISTIC}, {@code EL_OFFLINE}: what this answer says
 * @param verification whether the head's hash was recomputed
 */
public record HeadObserved(
    NodeId node,
    Transport transport,
    long sentNanos,
    Stamp received,
    Head head,
    Finality finality,
    Set<NodeFlag> flags,
    Verification verification) {
  public HeadObserved {
    if (sentNanos > received.nanos()) {
      throw new IllegalArgumentException("an answer cannot arrive before its request was sent");
    }
    flags = Set.copyOf(flags);
  }

  /** A head whose hash was not recomputed. */
  public HeadObserved(
      NodeId node,
      Transport transport,
      long sentNanos,
      Stamp received,
      Head head,
      Finality finality,
      Set<NodeFlag> flags) {
    this(node, transport, sentNanos, received, head, finality, flags, Verification.OFF);
  }

  /** A pushed head: no request, no word about finality. */
  public static HeadObserved pushed(NodeId node, Stamp received, Head head) {
    return new HeadObserved(
        node, Transport.PUSH, received.nanos(), received, head, Finality.NOT_ASKED, Set.of());
  }

  /** An answer to a poll. */
  public static HeadObserved polled(
      NodeId node, long sentNanos, Stamp received, Head head, Finality finality) {
    return new HeadObserved(node, Transport.POLL, sentNanos, received, head, finality, Set.of());
  }
}

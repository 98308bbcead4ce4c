package io.driftgate.collector.protocol;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.Head;
import java.util.Optional;

/**
 * How one node is polled. A poll is a conversation of one request or a few; the newest block is
 * asked for last, since that answer dates it (but see {@link #datedByFirst}). One per node, used by
 * one thread; it remembers what it asked and reads the answer to that.
 */
public interface Probe {
  /**
   * Begins a poll, whatever became of the one before.
   *
   * @param identify whether to ask who answers: the connection is new, or the last poll failed. No
   *     head is said before the chain is the right one
   */
  Request begin(boolean identify);

  /** Reads the answer to the request asked last. */
  Step read(byte[] body);

  /**
   * Whether the newest block is chosen by a poll's first answer, and the later ones only describe
   * it: then the first request dates the head, since later ones say nothing of what is newer.
   */
  default boolean datedByFirst() {
    return false;
  }

  /** Asks for a block's header; empty where the protocol has no such question. */
  default Optional<Request> askHeader(BlockRef block) {
    return Optional.empty();
  }

  /** Reads the answer to {@link #askHeader}. */
  default HeaderStep readHeader(byte[] body) {
    return new HeaderStep.Failed(Defect.malformed("no header was asked for"));
  }

  /** What an answer that should hold a header holds. */
  sealed interface HeaderStep {
    /** The header that was asked for, its hash checked where the protocol can. */
    record Found(Head head) implements HeaderStep {}

    /** The node does not have it. */
    record Unknown() implements HeaderStep {}

    /** Nothing usable. */
    record Failed(Defect why) implements HeaderStep {}
  }
}

package io.driftgate.collector.protocol;

import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.Verification;
import java.util.Optional;
import java.util.Set;

/**
 * What a node said in one poll.
 *
 * @param head the newest block; it came with the poll's last answer, which dates it
 * @param finality safe and finalized, as far as the node names them
 * @param flags of {@code SYNCING}, {@code OPTIMISTIC}, {@code EL_OFFLINE}: what the node says
 * @param verification whether the head's hash was recomputed
 * @param family the client's family; empty if it was not asked or does not say
 * @param rollup progress against the base layer; empty where there is none
 */
public record NodeWords(
    Head head,
    Finality finality,
    Set<NodeFlag> flags,
    Verification verification,
    Optional<String> family,
    Optional<BaseLag> rollup) {
  public NodeWords {
    flags = Set.copyOf(flags);
  }

  /** A head whose hash was not recomputed, and no more than finality beside it. */
  public static NodeWords of(Head head, Finality finality) {
    return new NodeWords(
        head, finality, Set.of(), Verification.OFF, Optional.empty(), Optional.empty());
  }

  /** The same of a client of this family. */
  public NodeWords by(Optional<String> client) {
    return new NodeWords(head, finality, flags, verification, client, rollup);
  }
}

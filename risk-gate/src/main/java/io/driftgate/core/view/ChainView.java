package io.driftgate.core.view;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.Head;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What is believed of one chain, at one core time.
 *
 * @param revision rises whenever an input concerned this chain
 * @param reference the reference head (semantics §3); empty with NO_QUORUM
 * @param leading the leading head, or {@link BlockRef#NONE}
 * @param stalenessNanos since the reference rose; of a chain that may be quiet since it has owed a
 *     block, and empty while it owes none
 * @param headAgeMs wall time − the reference's timestamp; may be negative
 * @param headAgeTrusted whether wall time is to be believed (semantics §1)
 * @param agreement weight IN_SYNC / configured weight
 * @param observers voting nodes not UNKNOWN
 * @param finalized the highest block a quorum reported as finalized, or {@link BlockRef#NONE}
 * @param finalityLagBlocks reference − finalized
 * @param finalityLagMs the difference of their timestamps; empty when the finalized block's is
 *     unknown
 * @param finalityStalenessNanos since the finalized height rose
 * @param reorgs how many the reference went through since start
 * @param deepestReorg in blocks
 * @param lastReorg the newest
 */
public record ChainView(
    ChainId id,
    long revision,
    Set<ChainCondition> conditions,
    Optional<Head> reference,
    BlockRef leading,
    OptionalLong stalenessNanos,
    OptionalLong headAgeMs,
    boolean headAgeTrusted,
    OptionalDouble agreement,
    int observers,
    BlockRef finalized,
    OptionalLong finalityLagBlocks,
    OptionalLong finalityLagMs,
    OptionalLong finalityStalenessNanos,
    long reorgs,
    long deepestReorg,
    Optional<Reorg> lastReorg) {

  /**
   * A reference head that conflicts with an earlier one.
   *
   * @param depth old height − height of the common ancestor, in blocks
   * @param from the old reference
   * @param to the new one
   * @param atMs Unix milliseconds
   */
  public record Reorg(long depth, BlockRef from, BlockRef to, long atMs) {}
}

package io.driftgate.core.view;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.NodeFlag;
import io.driftgate.core.fact.NodeId;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.Transport;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What is believed of one node, at one core time.
 *
 * @param revision rises whenever an input concerned this node
 * @param cluster empty when none is configured
 * @param operator empty when none is configured
 * @param family empty while neither configured nor read
 * @param head the highest shown within the liveness timeout (semantics §4, JITTER); empty before
 *     any good answer
 * @param safe as last reported
 * @param finalized as last reported
 * @param headLagBlocks leading height − own height, at least 0; empty without both, or while
 *     UNKNOWN
 * @param behindNanos semantics §5; empty while UNKNOWN or while there is no leading head
 * @param uncertaintyNanos the true {@code behind} lies between it and it + this
 * @param dataAgeNanos time since the last good answer was asked for; empty before any
 * @param transport by which heads currently come
 * @param failures counts by kind, only kinds that occurred
 * @param lastFailure the newest
 * @param drift of arrivals, since start
 * @param roundTrip of answered polls, since start
 */
public record NodeView(
    NodeId id,
    long revision,
    ChainId chain,
    String cluster,
    String operator,
    String family,
    int weight,
    NodeState state,
    Set<NodeFlag> flags,
    Optional<Head> head,
    BlockRef safe,
    BlockRef finalized,
    OptionalLong headLagBlocks,
    OptionalLong behindNanos,
    OptionalLong uncertaintyNanos,
    OptionalLong dataAgeNanos,
    Transport transport,
    Map<FailureKind, Long> failures,
    Optional<ProbeFailed> lastFailure,
    NodeDrift drift,
    Percentiles roundTrip) {}

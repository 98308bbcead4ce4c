package io.driftgate.collector.evm;

import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Head;
import java.util.Optional;

/**
 * A good answer.
 *
 * @param head the newest block
 * @param finality safe and finalized, as far as the node names them
 * @param family the client's family; empty if it was not asked or does not say
 */
public record EvmHeads(Head head, Finality finality, Optional<String> family)
    implements EvmAnswer {}

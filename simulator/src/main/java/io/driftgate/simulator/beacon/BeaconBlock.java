package io.driftgate.simulator.beacon;

import io.driftgate.core.fact.Hash;

/**
 * A block of the simulated chain as its consensus layer has it.
 *
 * @param root the header's hash-tree root, unless somebody lies
 */
record BeaconBlock(
    Hash root, long slot, long proposerIndex, Hash parentRoot, Hash stateRoot, Hash bodyRoot) {}

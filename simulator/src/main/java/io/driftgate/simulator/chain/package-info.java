/**
 * A chain whose blocks carry genuinely computed Ethereum header hashes. Told the slot, never reads
 * a clock; the same seed and origin give the same hashes.
 */
package io.driftgate.simulator.chain;

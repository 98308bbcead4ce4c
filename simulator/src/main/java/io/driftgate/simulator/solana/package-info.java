/** The simulated fleet as Solana nodes: slots, some of them skipped, and commitments. */
package io.driftgate.simulator.solana;

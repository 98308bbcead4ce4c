/** The simulated fleet as rollup nodes: what op-node would say of the same blocks. */
package io.driftgate.simulator.opnode;

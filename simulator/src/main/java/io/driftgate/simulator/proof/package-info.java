/**
 * Runs a gate through a simulated world and proves, step by step, that what must hold does; records
 * what it was told, and shortens that when something does not.
 */
package io.driftgate.simulator.proof;

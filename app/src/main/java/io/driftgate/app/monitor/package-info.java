/**
 * The running monitor: the modules wired together, the loop that carries the core, and what a start
 * needs from the machine. Each class says which thread it lives on.
 */
package io.driftgate.app.monitor;

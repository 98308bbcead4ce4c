/** The gate: bounds over measurements, and what they do to a market's outputs (semantics §6). */
package io.driftgate.core.gate;

/**
 * Measurement: who showed what first, what a fleet agrees on, and how far each node is from it
 * (semantics §3 to §5). Believes; does not decide.
 */
package io.driftgate.core.measure;

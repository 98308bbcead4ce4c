/**
 * The core: all judgement, and nothing else. It knows no clock, thread, socket, disk or log; each
 * input carries its time, and the same ordered inputs give the same outputs, byte for byte
 * (semantics §6, "Determinism").
 */
package io.driftgate.core;

package io.driftgate.journal.recording;

import io.driftgate.core.fact.Stamp;

/** Every market was withdrawn for good: {@code RiskGate.shutdown} as an item. */
public record Shutdown(Stamp at) {}

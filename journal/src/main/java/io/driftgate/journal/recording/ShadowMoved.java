package io.driftgate.journal.recording;

import io.driftgate.core.signal.GateSignal;

/**
 * A market's shadow moved.
 *
 * @param policy the shadow policy's id
 */
public record ShadowMoved(String policy, GateSignal signal) {}

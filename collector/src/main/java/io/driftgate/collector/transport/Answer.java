package io.driftgate.collector.transport;

import io.driftgate.core.fact.Stamp;
import io.vertx.core.buffer.Buffer;

/**
 * A whole body that came with status 200, within its limits.
 *
 * @param body owned by the receiver
 * @param sentNanos monotonic time just before the request was written
 * @param received when the last byte was read
 */
public record Answer(Buffer body, long sentNanos, Stamp received) implements Exchange {}

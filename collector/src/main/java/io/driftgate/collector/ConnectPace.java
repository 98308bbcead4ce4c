package io.driftgate.collector;

import io.driftgate.core.fact.Stamp;
import java.util.function.Supplier;

/**
 * Keeps connections that push apart when many nodes are lost at once, as when a provider restarts:
 * so many handshakes at one instant would hold up whatever else the loop has to do. One that comes
 * alone does not wait. Lives on the loop.
 */
final class ConnectPace {
  /** A handshake over TLS takes about as long. */
  static final long GAP_NANOS = 2_000_000;

  private final Supplier<Stamp> clock;
  private long nextNanos;

  ConnectPace(Supplier<Stamp> clock) {
    this.clock = clock;
    nextNanos = clock.get().nanos();
  }

  /** Takes the next free moment; returns how far it is away, at least 0. */
  long take() {
    long now = clock.get().nanos();
    long moment = Math.max(now, nextNanos);
    nextNanos = moment + GAP_NANOS;
    return moment - now;
  }
}

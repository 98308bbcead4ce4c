package io.driftgate.hooks.hyperliquid;

/** Milliseconds that are never given twice. Edge loop. */
final class Nonces {
  private long last;

  long next(long nowMs) {
    last = Math.max(last + 1, nowMs);
    return last;
  }
}

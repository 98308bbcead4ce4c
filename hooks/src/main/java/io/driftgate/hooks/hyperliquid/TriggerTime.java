package io.driftgate.hooks.hyperliquid;

/**
 * When everything is cancelled, in Unix milliseconds: absolute, unlike other venues' timers.
 *
 * @param ms positive; the venue wants it at least five seconds ahead as it arrives
 */
record TriggerTime(long ms) {
  TriggerTime {
    if (ms <= 0) {
      throw new IllegalArgumentException("a time at " + ms + " ms");
    }
  }

  static TriggerTime after(long nowMs, HyperliquidSettings.Ahead ahead) {
    return new TriggerTime(nowMs + ahead.ms());
  }
}

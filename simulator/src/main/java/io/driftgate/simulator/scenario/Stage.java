package io.driftgate.simulator.scenario;

/**
 * A span of a scenario during which the same things are wrong.
 *
 * @param name the scenario's name of the trouble, or {@code calm}
 * @param startsAtMs since the cycle began; the first stage starts at 0
 * @param durationMs at least 1
 * @param text one line for people: what happens and what the gate should do
 */
public record Stage(String name, long startsAtMs, long durationMs, String text, Trouble trouble) {
  public Stage {
    if (startsAtMs < 0 || durationMs < 1) {
      throw new IllegalArgumentException("a stage starts at 0 or later and lasts 1 ms or longer");
    }
  }

  /** When the next stage starts. */
  public long endsAtMs() {
    return startsAtMs + durationMs;
  }
}

package io.driftgate.app.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whose each dead-man timer at a venue is. A timer that two hooks refresh runs on for one while the
 * other's markets must not be quoted.
 */
final class TimerOwners {
  private final Map<String, String> owners = new HashMap<>();

  /**
   * Takes a timer for a hook.
   *
   * @param timer names it at its venue; is repeated nowhere
   * @return another hook that has it already
   */
  Optional<String> take(String timer, String hook) {
    return Optional.ofNullable(owners.putIfAbsent(timer, hook));
  }
}

package io.driftgate.simulator.scenario;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What can be played on a simulated fleet. Each but {@link #CALM} goes wrong, heals, starts over.
 */
public enum Scenario {
  CALM("calm", "nothing goes wrong"),
  LAGGARD("laggard", "one node gets every block 900 ms late, by push and poll"),
  SILENT_SOCKET("silent-socket", "one node's WebSocket stays open and silent, its HTTP goes on"),
  FORK("fork", "a minority follows another branch for a while, then reorgs back"),
  STALL("stall", "no node has a new block for a while"),
  OUTAGE("outage", "most nodes refuse connections or never answer, then come back"),
  FINALITY_STALL("finality-stall", "finality stands still while heads advance, then catches up"),
  LIAR("liar", "one node claims a head 30 million blocks ahead under a made-up hash"),
  TOUR("tour", "all of them one after the other, with calm between");

  private final String key;
  private final String description;

  Scenario(String key, String description) {
    this.key = key;
    this.description = description;
  }

  /** The name on the command line. */
  public String key() {
    return key;
  }

  /** One line for people. */
  public String description() {
    return description;
  }

  /**
   * The scenario of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static Scenario named(String key) {
    return Arrays.stream(values())
        .filter(scenario -> scenario.key.equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no scenario '" + key + "'; there are " + String.join(", ", names().keySet())));
  }

  /** Every name with its description, in the order of the tour. */
  public static Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    for (Scenario scenario : values()) {
      names.put(scenario.key, scenario.description);
    }
    return Collections.unmodifiableMap(names);
  }
}

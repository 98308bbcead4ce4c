package io.driftgate.client.conformance;

/**
 * What goes wrong, and when. Every script begins and ends with a client that is OPEN; in between
 * the {@link Watch} judges each answer.
 *
 * @param name in words
 * @param gates how many
 * @param k how many must grant
 * @param signed whether the client pins the gate's key
 * @param ownProcess whether the gate is a process that can be stopped
 */
record Script(String name, int gates, int k, boolean signed, boolean ownProcess, Play play) {
  /** The faults. */
  @FunctionalInterface
  interface Play {
    void on(Stage stage) throws Exception;
  }

  static Script oneGate(String name, Play play) {
    return new Script(name, 1, 1, false, false, play);
  }

  static Script gates(String name, int gates, int k, Play play) {
    return new Script(name, gates, k, false, false, play);
  }
}

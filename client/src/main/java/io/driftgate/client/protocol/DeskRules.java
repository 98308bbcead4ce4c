package io.driftgate.client.protocol;

import java.util.List;

/**
 * What holds for a desk.
 *
 * @param needed how many gates must have an unexpired lease, 1 to their number
 * @param gates one reader of frames a gate, 1 to 8
 * @param session what holds for each session; gate <i>i</i>'s nonces begin with its prefix, {@code
 *     g} and <i>i</i>
 */
public record DeskRules(int needed, List<FrameReader> gates, SessionRules session) {
  private static final int MAX_GATES = 8;

  public DeskRules {
    gates = List.copyOf(gates);
    if (gates.isEmpty() || gates.size() > MAX_GATES) {
      throw new IllegalArgumentException("a desk has 1 to 8 gates");
    }
    if (needed < 1 || needed > gates.size()) {
      throw new IllegalArgumentException("needed gates: 1 to the number of gates");
    }
  }

  /** 1 of 1, 2 of 2, 2 of 3, and more than half of more. */
  public static int neededOf(int gates) {
    return gates <= 2 ? gates : gates / 2 + 1;
  }

  SessionRules sessionOf(int gate) {
    return new SessionRules(
        session.markets(),
        session.helloNanos(),
        session.holdNanos(),
        session.noncePrefix() + "g" + gate);
  }
}

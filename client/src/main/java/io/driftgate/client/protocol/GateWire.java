package io.driftgate.client.protocol;

/** The way to a gate, as long as the session is open. Neither call may block or call back. */
public interface GateWire {
  /** Sends a text frame. */
  void send(String frame);

  /** Ends the connection; the session has forgotten it already and needs no {@code closed}. */
  void drop(String reason);
}

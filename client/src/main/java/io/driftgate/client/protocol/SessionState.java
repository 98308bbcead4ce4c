package io.driftgate.client.protocol;

/** Where a session stands. */
enum SessionState {
  /** No connection. */
  DOWN,
  /** Connected, nothing heard. */
  OPENED,
  /** Subscribed; the answer is not there yet. */
  ASKED,
  /** Subscribed to what comes after our table; if nothing does, a grant is the answer. */
  RESUMED,
  /** The table is not the gate's, and it is too early to ask again. */
  LOST,
  /** There is a table. */
  HELD
}

package io.driftgate.collector.protocol;

/**
 * The conversation on one connection that pushes. Fed with messages in order, it says what each of
 * them asks for. One per connection; not thread-safe.
 */
public interface Subscription {
  /** To be sent when a WebSocket is open; an event stream sends nothing. */
  String opening();

  /** Reads one message. */
  PushEvent read(byte[] message);
}

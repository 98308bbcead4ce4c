package io.driftgate.collector.protocol;

/**
 * The conversation on one connection that pushes. Fed with messages in order, it says what each of
 * them asks for. One per connection; not thread-safe.
 */
public interface Subscription {
  /** To be sent when a WebSocket is open; an event stream sends nothing. */
  String opening();

  /**
   * What an open connection leads to. An event stream is open when the node has answered with one,
   * which is all the confirmation there is.
   */
  default PushEvent opened() {
    return new PushEvent.Send(opening());
  }

  /** Whether it brings heads themselves, rather than only hints to poll. */
  default boolean pushesHeads() {
    return true;
  }

  /** Reads one message. */
  PushEvent read(byte[] message);
}

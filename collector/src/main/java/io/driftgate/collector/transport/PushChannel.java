package io.driftgate.collector.transport;

import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.Stamp;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * One connection that pushes, from opening to its end. Not reused: a reconnect is a new one. Lives
 * on the loop.
 */
public interface PushChannel {
  /**
   * Starts to connect. Ends in {@code onOpen} or {@code onLost} within the timeout.
   *
   * @param headers sent with the request, in addition to our own
   */
  void open(Map<String, String> headers);

  /** Sends a text message, where messages can be sent. A write that fails ends the connection. */
  void send(String text);

  /** Ends the connection, since its owner found it of no use: {@code onLost} follows at once. */
  void fail(FailureKind kind, String message);

  /** Ends the connection; {@code onLost} does not follow. */
  void close();

  /** What a connection tells its owner, on the loop. */
  interface Listener {
    /** It is open; an event stream: the node has answered with one. */
    void onOpen(Stamp at);

    /**
     * A whole message; {@code received} is when its last byte was read. An event is its name, a
     * line feed and its data.
     */
    void onMessage(Stamp received, Buffer message);

    /** A sign of life that was asked for at that time was answered. */
    void onAlive(long sentNanos, Stamp received);

    /** The connection is over; said once, and nothing after it. */
    void onLost(Failure why);

    /**
     * In place of {@code onLost}: the node has not what was asked for, and there is something else
     * to ask it for.
     */
    default void onDeclined(Failure why) {
      onLost(why);
    }
  }
}

package io.driftgate.collector;

/** What a node of some protocol answers and pushes, given what it sees. Any thread. */
public interface GoodNode {
  /**
   * The answer to one HTTP request or WebSocket message.
   *
   * @param target path and query
   * @param body empty for a GET
   * @return empty for what it does not have
   */
  String answer(String target, String body, Sight sight);

  /** What it pushes when the head is new; a server-sent event where that is how it pushes. */
  String event(Sight sight);

  /** A height as the protocol writes it, with its quotes. */
  String number(long height);
}
